"""What the files of runs are called."""

from __future__ import annotations

RUN_SUFFIX = ".glassbox"


def is_run_file_name(name: str) -> bool:
    """Return whether a file of this name, or at this path, calls itself a run."""
    return name.lower().endswith(RUN_SUFFIX)


def run_file_name(name: str) -> str:
    """Return `name`, ended as the files of runs are."""
    return name if is_run_file_name(name) else f"{name}{RUN_SUFFIX}"
