"""Put a run that is being recorded into a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import LoadError

if TYPE_CHECKING:
    from core.documents.recipe import Recipe
    from core.documents.recorder import Recorder
    from core.documents.run_document import RunDocument


def document_copy(
    recorder: Recorder, recipe: Recipe, path: Path, *, replace: bool
) -> RunDocument:
    """Return a document at `path` that has what was saved so far; not held for writing yet.

    Parameters
    ----------
    recorder : Recorder
    recipe : Recipe
        Of a run that has no document yet.
    path : Path
    replace : bool

    Raises
    ------
    OSError
        If it cannot be written, or there is such a file that must stay.
    """
    from core.documents.real_file import real_path
    from core.documents.run_document import RunDocument
    from core.documents.sqlite_access import COMPANIONS, has_companion

    try:
        real = real_path(path)
    except LoadError as error:
        raise OSError(str(error)) from None
    if has_companion(real, *COMPANIONS):
        raise OSError(f"{path.name}: this run is open in another window")
    if recorder.document is not None:
        return recorder.document.copy_to(path, replace=replace)
    first = recorder.memory.held_after(-1)[0].state
    return RunDocument.create(path, recipe, first, replace=replace)
