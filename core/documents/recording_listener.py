"""What is called when something becomes of a recording."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core.documents.run_mark import RunMark


def _ignore(*_what: object) -> None:
    """Do nothing."""


@dataclass(frozen=True, slots=True)
class RecordingListener:
    """Functions that a `Recording` calls, in the thread that trains.

    Attributes
    ----------
    recorder_made : callable
        The run has got its recorder, or another document.
    saved : callable
        Receives the path.
    warned : callable
        Receives why it is not saved, or soon will not be; nothing when it is saved again.
    marked : callable
        Receives a note that was written down.
    """

    recorder_made: Callable[[], object] = _ignore
    saved: Callable[[Path], object] = _ignore
    warned: Callable[[str], object] = _ignore
    marked: Callable[[RunMark], object] = _ignore
