"""How the stages of a network share the room they are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.inspection.stage_numbers import TILED, StageForm, StageNumbers
from gui.panels.network.pipeline_plan import PipelinePlan
from gui.panels.network.room_left import gaps_between, spread
from gui.panels.network.stage_kind import StageKind, stage_kinds
from gui.panels.network.stage_plan import (
    LABEL_HEIGHT,
    Fit,
    StagePlan,
    plan_flat,
    plan_input,
    plan_same_grid,
    plan_tiles,
)
from gui.panels.network.unit_rows import MAX_ROW_HEIGHT, MAX_ROWS

LARGEST_TILE = 480
COMFORTABLE_TILE = 72  # from here on bars get the room to be bars
SCROLLING_TILE = 56
LEAST_UNSCROLLED = 52  # rather than smaller tiles, a low room scrolls
SMALLEST_TILE = 28
SCROLLED_HEIGHT = 230  # of what is scrolled up and down
SCROLL_BAR = 10
LEAST_STAGE = 44  # the number under a legend
LOW_ROW_HEIGHT = 20  # of bars beside many maps
GAPS = {Fit.ROOMY: 16, Fit.TIGHT: 8, Fit.TIGHTEST: 8, Fit.SMALL_POOLS: 6, Fit.SQUEEZED: 4}
#: Up to this tile, in a room for less than so many lines of it, smaller pooled maps are a
#: fair price: that is three pixels a cell.
NARROW_TILE, MANY_LINES = 84, 4


def plan_pipeline(
    stages: Sequence[StageNumbers],
    kernel: tuple[int, ...] | None,
    header_widths: Sequence[int],
    width: int,
    height: int,
) -> PipelinePlan:
    """Choose the largest tiles with which everything fits; or comfortable ones that scroll.

    A low room is scrolled up and down rather than left and right, if the width allows that.

    Parameters
    ----------
    stages : sequence of StageNumbers
    kernel : tuple (rows, columns, tiles) or None
        Shape of what is shown under the input.
    header_widths : sequence of int
        Least width of every stage.
    width, height : int
        Room for the bodies.
    """
    rooms = [(width, height, SMALLEST_TILE)]
    if height < SCROLLED_HEIGHT:
        rooms = [
            (width, height, LEAST_UNSCROLLED),
            (width - SCROLL_BAR, SCROLLED_HEIGHT, LEAST_UNSCROLLED),
            (width, height, SMALLEST_TILE),
            (width - SCROLL_BAR, SCROLLED_HEIGHT, SMALLEST_TILE),
        ]
    for room in rooms:
        plan = plan_in_room(stages, kernel, header_widths, *room)
        if plan is not None:
            return plan
    squeezed = _plan_tiled(stages, kernel, height, SMALLEST_TILE, Fit.SQUEEZED, width)
    if squeezed is not None:
        plan = _plan(stages, squeezed, header_widths, height, SMALLEST_TILE, Fit.SQUEEZED)
        if plan.width <= width and plan.height <= height:
            return spread(plan, stages, width)
    height, side, fit = rooms[-1][1], SCROLLING_TILE, Fit.ROOMY
    tiled = _plan_tiled(stages, kernel, height, side, fit, None) or ({}, None)
    return _plan(stages, tiled, header_widths, height, side, fit)


def plan_in_room(
    stages: Sequence[StageNumbers],
    kernel: tuple[int, ...] | None,
    header_widths: Sequence[int],
    width: int,
    height: int,
    least: int = SMALLEST_TILE,
) -> PipelinePlan | None:
    """Choose the largest tiles from `least` pixels on with which all fits; None if none do."""
    for side in _sides(stages, least):
        for fit in _fits(side, height):
            # a deep network is tried with many sides: most are given up at the first maps
            tiled = _plan_tiled(stages, kernel, height, side, fit, width)
            if tiled is None:
                continue
            plan = _plan(stages, tiled, header_widths, height, side, fit)
            if plan.width <= width and plan.height <= height:
                return spread(plan, stages, width)
    return None


def _fits(side: int, height: int) -> tuple[Fit, ...]:
    """Return what is given up, one after the other, for tiles of `side` pixels."""
    is_low = side <= NARROW_TILE and height < MANY_LINES * side
    small = (Fit.SMALL_POOLS,) if is_low else ()
    if side < COMFORTABLE_TILE:
        return Fit.ROOMY, Fit.TIGHT, Fit.TIGHTEST, *small
    return Fit.ROOMY, Fit.TIGHT, *small


def _sides(stages: Sequence[StageNumbers], least: int) -> list[int]:
    """Return the sides at which the cells of some stage are whole pixels, largest first."""
    lengths = {max(stage.values.shape[:2]) for stage in stages if stage.form in TILED} or {
        COMFORTABLE_TILE
    }
    sides = {
        length * zoom for length in lengths for zoom in range(1, LARGEST_TILE // length + 1)
    }
    sides |= {COMFORTABLE_TILE, SCROLLING_TILE, SMALLEST_TILE}
    return sorted((side for side in sides if side >= least), reverse=True)


def _plan(
    stages: Sequence[StageNumbers],
    tiled: tuple[dict[int, StagePlan], StagePlan | None],
    header_widths: Sequence[int],
    height: int,
    side: int,
    fit: Fit,
) -> PipelinePlan:
    roomy = side >= COMFORTABLE_TILE and fit is Fit.ROOMY
    kinds = stage_kinds(stages)
    plans, kernel_plan = tiled
    used = max([plan.height for plan in plans.values()], default=0)
    if kernel_plan is not None:
        used = max(used, plans[0].height + LABEL_HEIGHT + kernel_plan.height)
    used = max(used, _height_for_flat(stages, height))
    for place, stage in enumerate(stages):
        if place not in plans:
            plans[place] = plan_flat(stage, kinds[place], used, roomy=roomy)
    ordered = tuple(
        plans[place]
        if kinds[place] is StageKind.SEAM
        else replace(plans[place], width=max(plans[place].width, least, LEAST_STAGE))
        for place, least in zip(range(len(stages)), header_widths, strict=True)
    )
    gap = GAPS[fit]
    highest = max([used, *(plan.height for plan in ordered)])
    return PipelinePlan(ordered, kernel_plan, kinds, gaps_between(kinds, gap), highest)


def _plan_tiled(
    stages: Sequence[StageNumbers],
    kernel: tuple[int, ...] | None,
    height: int,
    side: int,
    fit: Fit,
    width: int | None,
) -> tuple[dict[int, StagePlan], StagePlan | None] | None:
    """Return the plans of the stages drawn as tiles, by place, and that of the kernel.

    None if these alone are wider than `width`.
    """
    taken = 0
    plans: dict[int, StagePlan] = {}
    kernel_plan: StagePlan | None = None
    before: StageNumbers | None = None  # the stage of maps right before, if it is one
    for place, stage in enumerate(stages):
        if place == 0 and stage.form in TILED and kernel is not None:
            plans[0], kernel_plan = plan_input(stage, kernel, side, height)
        elif before is not None and _has_as_many_maps(stage, before):
            plans[place] = plan_same_grid(stage, before, plans[place - 1], height, fit)
        elif stage.form in TILED:
            plans[place] = plan_tiles(stage, side, height, fit)
        taken += plans[place].width if place in plans else 0
        if width is not None and taken > width:
            return None
        follows = place > 0 and stage.form is StageForm.MAPS
        before = stage if follows else None
    return plans, kernel_plan


def _height_for_flat(stages: Sequence[StageNumbers], height: int) -> int:
    """Return what the flat stages want of `height`: more where few maps stand beside them."""
    flat = [stage for stage in stages if stage.form not in TILED]
    sizes = [stage.values.size for stage in flat if stage.laid_from is None]
    few_maps = len(stages) - len(flat) < 3
    if few_maps and any(size > MAX_ROWS for size in sizes):
        return height
    rows = max((size for size in sizes if size <= MAX_ROWS), default=0)
    return min(height, rows * (MAX_ROW_HEIGHT if few_maps else LOW_ROW_HEIGHT))


def _has_as_many_maps(stage: StageNumbers, before: StageNumbers) -> bool:
    return stage.form is StageForm.MAPS and stage.values.shape[2] == before.values.shape[2]
