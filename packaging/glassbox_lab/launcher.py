"""Starts the installed program in a process of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def command() -> int:
    """Do what the command line asks for, as ``python main.py`` does; return the exit status."""
    find_program()
    import main  # sets the limits of threads before anything imports NumPy

    return main.main()


def window() -> int:
    """Do the same without any output: Windows starts this without a console."""
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = sys.stdout
    return command()


def find_program() -> None:
    """Let this process, and no other, import `main`, `core` and `gui`."""
    folder = str(program_folder())
    if folder not in sys.path:
        sys.path.insert(0, folder)  # first: another package's `core` may be installed too


def program_folder() -> Path:
    """Return what holds `main`, `core`, `gui` and `assets`.

    A wheel carries them beside this file; after ``pip install -e`` they are where they were
    written, at the top of the source tree.
    """
    here = Path(__file__).resolve().parent
    carried = here / "program"
    return carried if carried.is_dir() else here.parents[1]
