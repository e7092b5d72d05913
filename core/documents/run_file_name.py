"""What the files of runs are called."""

from __future__ import annotations

from core.formats.file_name import file_name, has_ending

RUN_SUFFIX = ".glassbox"


def is_run_file_name(name: str) -> bool:
    """Return whether a file of this name, or at this path, calls itself a run."""
    return has_ending(name, RUN_SUFFIX)


def run_file_name(name: str) -> str:
    """Return a name for the file of a run that is called `name`."""
    return file_name(name, RUN_SUFFIX, fallback="run")
