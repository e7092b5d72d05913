"""Where a unit of the network is found in the stages that show it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.anatomy.linked_unit import Place, linked_place
from core.inspection.stage_numbers import StageForm, StageNumbers
from core.network_spec import LayerOutline
from gui.state.selection import Unit


def place_in(stage: StageNumbers, outlines: Sequence[LayerOutline], unit: Unit) -> Place | None:
    """Return channel, row and column under which a stage shows a unit, if it does.

    A number that was laid out in a row is found again in the maps it came from.
    """
    if unit.layer >= len(outlines):
        return None
    layer, place = unit.layer, (unit.channel, unit.row, unit.column)
    spec = outlines[layer].spec if layer >= 0 else None
    if stage.layer < layer and spec is not None and spec.LAYS_OUT_MAPS:
        shape = outlines[layer].input_shape
        if len(shape) != 3:
            return None
        row, column, channel = (int(at) for at in np.unravel_index(unit.channel, shape))
        layer, place = layer - 1, (channel, row, column)
    return linked_place(outlines, layer, place, stage.layer)


def has_number(stages: Sequence[StageNumbers], place: int, position: tuple[int, ...]) -> bool:
    """Return whether the stage at `place` shows a number at `position`."""
    if not 0 <= place < len(stages):
        return False
    shape = stages[place].values.shape
    return len(position) == len(shape) and all(
        at < length for at, length in zip(position, shape, strict=True)
    )


def number_of(stages: Sequence[StageNumbers], unit: Unit) -> tuple[int, tuple[int, ...]]:
    """Return the stage of a unit, and the unit's number there; () for none."""
    place = unit.layer + 1
    form = stages[place].form if place < len(stages) else StageForm.NOTHING
    if form in (StageForm.UNITS, StageForm.PROBABILITIES):
        return place, (unit.channel,)
    if form in (StageForm.MAPS, StageForm.INK) and unit.row is not None:
        return place, (unit.row, unit.column or 0, unit.channel)
    return place, ()
