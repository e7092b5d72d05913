"""Runs that are trained together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.experiment import Experiment

if TYPE_CHECKING:  # they bring sqlite3, which no window needs before the first step
    from core.documents.time_machine import TimeMachine
    from core.twins.twin_notes import TwinNotes

#: What the shown run and its twins are called.
LETTERS = "ABCD"


@dataclass(frozen=True, slots=True, eq=False)
class PairAtHand:
    """What is known of the shown run and one of its twins; here they are called A and B.

    Attributes
    ----------
    run_id : str
        Of A: the same for all its moments.
    first, second : Experiment
        Of A and B.
    notes : TwinNotes
        What was noted of both, step by step.
    first_machine, second_machine : TimeMachine or None
        Go to the steps of each; None before it has begun.
    second_path : Path or None
        Of the document of B.
    """

    run_id: str
    first: Experiment
    second: Experiment
    notes: TwinNotes
    first_machine: TimeMachine | None = None
    second_machine: TimeMachine | None = None
    second_path: Path | None = None
