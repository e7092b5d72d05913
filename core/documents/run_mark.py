"""What the user did to a run, as flags on its curves show it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MarkKind(StrEnum):
    """What was done."""

    PAUSED = "paused"
    RESUMED = "resumed"
    REOPENED = "reopened"
    SETTINGS_CHANGED = "settings_changed"
    BRANCHED = "branched"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class RunMark:
    """Something that happened to a run besides training.

    Attributes
    ----------
    step, epoch : int
        Taken when it happened.
    kind : MarkKind
    text : str
        In a few words, for people.
    """

    step: int
    epoch: int
    kind: MarkKind
    text: str = ""
