"""Make a process ready for work that must not be lost; imports next to nothing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from core.commands.interruption import Interruption

STANDARD_STREAMS = (0, 1, 2)
COMMAND = "glassbox"


def prepare_process() -> Interruption:
    """Listen to signals from now on, and let no file take the place of a standard stream.

    A process may begin without some of its standard streams.  The next files that are opened
    would get their numbers, and whatever a library says would be written into them.
    """
    for number in STANDARD_STREAMS:
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    return Interruption().__enter__()


def program_name() -> str:
    """Return how this process was started, for the help: ``glassbox`` or ``main.py``."""
    name = Path(sys.argv[0] if sys.argv else "").name
    if name == "main.py":
        return name
    return "python -m glassbox_lab" if name == "__main__.py" else COMMAND
