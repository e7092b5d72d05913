"""What a finished run is worth, read from its document."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from core.documents.document_file import DocumentFile
from core.documents.history_table import HistoryTable
from core.sweeping.sweep_spec import SweepObjective
from core.training.events import (
    BestRestored,
    EpochFinished,
    FinishReason,
    SessionFinished,
    ValidationFinished,
)


@dataclass(frozen=True, slots=True)
class RunResult:
    """What came of a run.

    Attributes
    ----------
    value : float or None
        Of the objective, for the weights the run ends with; None if it was never judged, or
        is not finite.
    ending : FinishReason or None
        None if it was ended before its end.
    explanation : str
        What it said at its end.
    """

    value: float | None
    ending: FinishReason | None
    explanation: str = ""


def run_result(path: Path, objective: SweepObjective) -> RunResult:
    """Return what came of the run in a document.

    Raises
    ------
    LoadError
        If it is no document, or damaged.
    """
    file = DocumentFile(path, checks_pages=False)
    try:
        events = HistoryTable(file).events()
    finally:
        file.close()
    judgement: ValidationFinished | EpochFinished | BestRestored | None = None
    wanted = ValidationFinished if objective.is_of_validation else EpochFinished
    ending, explanation = None, ""
    for event in events:
        match event:
            case BestRestored() if objective.is_of_validation:
                judgement = event
            case ValidationFinished() | EpochFinished() if isinstance(event, wanted):
                judgement = event
            case SessionFinished():
                ending, explanation = event.reason, event.explanation
    if judgement is None:
        return RunResult(None, ending, explanation)
    larger = objective.is_larger_better
    value = judgement.accuracy if larger else judgement.loss
    return RunResult(value if math.isfinite(value) else None, ending, explanation)
