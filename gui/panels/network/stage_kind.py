"""How a stage takes part in the row of stages."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from core.inspection.stage_numbers import StageForm, StageNumbers
from gui.panels.network.unit_rows import MAX_ROWS


class StageKind(Enum):
    """What a stage is to its neighbours."""

    OWN = "own"  # a picture of its own
    SEAM = "seam"  # no picture: the numbers of the stage before, laid out in a row
    SCORES = "scores"  # the left half of the table of classes
    CHANCES = "chances"  # its right half


def stage_kinds(stages: Sequence[StageNumbers]) -> tuple[StageKind, ...]:
    """Return what each stage is; the last two are one table if both have a row a class."""
    kinds = [StageKind.OWN if stage.laid_from is None else StageKind.SEAM for stage in stages]
    if _is_table(stages):
        kinds[-2:] = [StageKind.SCORES, StageKind.CHANCES]
    return tuple(kinds)


def _is_table(stages: Sequence[StageNumbers]) -> bool:
    if len(stages) < 3:
        return False
    scores, chances = stages[-2:]
    forms = (StageForm.UNITS, StageForm.PROBABILITIES)
    return (
        scores.form is StageForm.UNITS
        and chances.form in forms
        and scores.unit_noun == chances.unit_noun == "class"
        and scores.values.size == chances.values.size <= MAX_ROWS
    )
