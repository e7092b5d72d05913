"""Hands the numbers of all stages to the widgets that draw them."""

from __future__ import annotations

from collections.abc import Sequence

from core.arrays import FloatArray
from core.inspection.magnitude import largest_magnitude
from core.inspection.missing_numbers import missing_numbers
from core.inspection.moment import Moment
from core.inspection.stage_numbers import StageForm, StageNumbers
from gui.panels.network.stage_places import place_in
from gui.panels.network.stage_view import StageView
from gui.panels.network.toolbar import StageScale
from gui.state.selection import Unit

_UNSCALED = (StageForm.INK, StageForm.PROBABILITIES, StageForm.NOTHING)
_BY_TILE = (StageForm.MAPS, StageForm.KERNELS)


def show_stages(
    views: Sequence[StageView],
    stages: Sequence[StageNumbers],
    moment: Moment,
    unit: Unit,
    scale: StageScale,
    *,
    shows_dropped: bool,
) -> None:
    """Let every view draw its stage, on the chosen scale, with `unit` outlined."""
    scaled = [stage for stage in stages if stage.form not in _UNSCALED]
    largest = {stage.layer: largest_magnitude(stage.values) for stage in scaled}
    for view, stage in zip(views, stages, strict=True):
        missing = missing_numbers(moment, stage.layer) if shows_dropped else None
        view.show_dropped(stage, missing)
        limit = largest.get(stage.layer, 1.0)
        if scale is StageScale.GLOBAL and stage.layer in largest:
            limit = max(largest.values())
        limits: FloatArray | float = limit
        place = place_in(stage, moment.outlines, unit)
        if scale is StageScale.TILE and stage.form in _BY_TILE:
            limits = stage.limits_by_unit()
            # the legend is that of the selected tile, or of the first
            tile = 0 if place is None else place[0] * stage.tiles_per_unit
            limit = float(limits[min(tile, int(stage.values.shape[-1]) - 1)])
        view.show_numbers(stage, limits, limit, moment.sample)
        view.bars.set_classes(*_classes(moment, stage))
        view.set_selected(stage, place)


def _classes(moment: Moment, stage: StageNumbers) -> tuple[int | None, int | None]:
    """Return the true class and the one that is said, where a stage's units are classes."""
    if stage.unit_noun != "class":
        return None, None
    return moment.sample.label, moment.trace.predicted
