"""The file that ``--out`` names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from core.documents.run_file_name import is_run_file_name, run_file_name
from core.formats.file_access import short_name
from core.formats.output_target import OutputError, check_output, stat_of

WEIGHTS_SUFFIX = ".npz"
#: The longest that SQLite puts behind the name of a document.
LONGEST_COMPANION = "-journal"


@dataclass(frozen=True, slots=True)
class RunTarget:
    """Where a trained run goes, and as what.

    Attributes
    ----------
    path : Path
    is_document : bool
        Whether it is a run document; otherwise a file of weights.
    may_replace : bool
    budget : int or None
        Bytes that the states of a new document may take; None for the usual.
    """

    path: Path
    is_document: bool
    may_replace: bool
    budget: int | None = None


def run_target(
    name: str,
    *,
    may_replace: bool = False,
    inputs: Iterable[Path | str] = (),
    budget: int | None = None,
) -> RunTarget:
    """Return what ``--out NAME`` means: weights for ``.npz``, a document for any other name.

    Raises
    ------
    OutputError
        If there is such a file that may not be replaced, or no file could be written there.
    """
    given = Path(name)
    inputs = tuple(inputs)
    check_output(given, inputs)
    is_document = not name.lower().endswith(WEIGHTS_SUFFIX)
    path = given
    if is_document and not is_run_file_name(given.name):
        path = given.with_name(run_file_name(given.name))
    shown = short_name(path)
    check_output(path, inputs)
    if is_document:
        try:
            path = path.resolve()
            stat_of(path.with_name(path.name + LONGEST_COMPANION))
        except OSError:
            raise OutputError(f"{shown}: this name is too long for a run") from None
    if not may_replace and stat_of(path) is not None:
        raise OutputError(
            f"{shown}: there is such a file already: train it further with resume, or replace "
            "it with --overwrite"
        )
    return RunTarget(path, is_document, may_replace, budget)
