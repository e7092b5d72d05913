"""The run that a name on the command line means."""

from __future__ import annotations

from pathlib import Path

from core.documents.run_file_name import run_file_name
from core.formats.path_facts import is_file, is_folder, is_taken


def named_run(name: str) -> str:
    """Return where the run is that was kept with ``--out NAME``, or that has this very name.

    A file of that name comes first, whatever its ending; else the one that ``--out`` made of
    it.  Without either, the name as it is, so that the error is about that.
    """
    given = Path(name)
    if not given.name or (is_taken(given) and not is_folder(given)):
        return name
    ended = given.with_name(run_file_name(given.name))
    return str(ended) if is_file(ended) else name
