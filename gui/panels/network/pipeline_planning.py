"""How the stages of a network share the room they are given."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias, overload

from core.inspection.stage_numbers import TILED, StageNumbers
from gui.panels.network.least_room import GAPS, LeastRoom
from gui.panels.network.pipeline_plan import PipelinePlan
from gui.panels.network.room_left import gaps_between, spread
from gui.panels.network.stage_plan import (
    Fit,
    StagePlan,
    height_with,
    plan_flat,
    plan_input,
    plan_same_grid,
    plan_tiles,
)
from gui.panels.network.stage_row import ColumnSource, StageRow, stage_row
from gui.panels.network.tile_sides import (
    COMFORTABLE_TILE,
    NARROW_TILE,
    SCROLLING_TILE,
    SMALLEST_TILE,
    fits_of,
    tile_sides,
)
from gui.panels.network.unit_rows import MAX_ROW_HEIGHT, MAX_ROWS

LEAST_UNSCROLLED = 52  # rather than smaller tiles, a low room scrolls
SCROLLED_HEIGHT = 230  # of what is scrolled up and down
SCROLL_BAR = 10
LOW_ROW_HEIGHT = 20  # of bars beside many maps


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
    row = stage_row(stages, kernel, header_widths)
    rooms = [(width, height, SMALLEST_TILE)]
    if height < SCROLLED_HEIGHT:
        rooms = [
            (width, height, LEAST_UNSCROLLED),
            (width - SCROLL_BAR, SCROLLED_HEIGHT, LEAST_UNSCROLLED),
            (width, height, SMALLEST_TILE),
            (width - SCROLL_BAR, SCROLLED_HEIGHT, SMALLEST_TILE),
        ]
    for room in rooms:
        plan = plan_in_room(row, *room)
        if plan is not None:
            return plan
    least = LeastRoom(row, width, height)
    squeezed = _plan_if_fits(row, least, SMALLEST_TILE, Fit.SQUEEZED)
    if squeezed is not None:
        return squeezed
    height, side, fit = rooms[-1][1], SCROLLING_TILE, Fit.ROOMY
    return _plan(row, _plan_tiled(row, height, side, fit), height, side, fit)


def plan_in_room(
    row: StageRow, width: int, height: int, least: int = SMALLEST_TILE
) -> PipelinePlan | None:
    """Choose the largest tiles from `least` pixels on with which all fits; None if none do."""
    room = LeastRoom(row, width, height)
    if room.is_too_low:
        return None
    sides = [side for side in tile_sides(row) if side >= least]
    begins = _where_trials_begin(row, room, sides)
    for place in range(min(begins.values()), len(sides)):
        side = sides[place]
        if not room.may_hold_input(side):
            continue
        for fit in fits_of(side, height):
            plan = _plan_if_fits(row, room, side, fit) if place >= begins[fit] else None
            if plan is not None:
                return plan
    return None


def may_fit(row: StageRow, width: int, height: int, least: int) -> bool:
    """Return whether `plan_in_room` may find a plan for `height` or any less."""
    room = LeastRoom(row, width, height)
    sides = tile_sides(row)
    smallest = min((side for side in sides if side >= least), default=None)
    if room.is_too_low or smallest is None:
        return False
    if room.may_hold(smallest, Fit.SMALL_POOLS):
        return True
    return row.shrinks and room.may_hold(smallest, Fit.TIGHTEST)


def _where_trials_begin(row: StageRow, room: LeastRoom, sides: Sequence[int]) -> dict[Fit, int]:
    """Return for each way to fit from which place in `sides` on a trial is worth it."""
    never = len(sides)
    begins = dict.fromkeys(Fit, never)

    def begin(fit: Fit, low: int, high: int) -> int:
        if low == high or not room.may_hold(sides[-1], fit):
            return high
        return bisect_left(sides, True, low, high, key=lambda side: room.may_hold(side, fit))

    tight = begins[Fit.TIGHT] = begin(Fit.TIGHT, 0, never)
    if tight < never and room.may_hold(sides[-1], Fit.ROOMY):
        begins[Fit.ROOMY] = tight  # who gives up less takes more
    limits = {Fit.SMALL_POOLS: NARROW_TILE, Fit.TIGHTEST: COMFORTABLE_TILE - 1}
    if not row.shrinks:
        del limits[Fit.TIGHTEST]  # as tight
    for fit, largest in limits.items():
        low = bisect_left(sides, -largest, key=lambda side: -side)
        begins[fit] = begin(fit, low, tight) if low < tight else low
    return begins


def _plan_if_fits(row: StageRow, room: LeastRoom, side: int, fit: Fit) -> PipelinePlan | None:
    # a deep network is tried with many sides: most are given up at the first maps
    tiled = _plan_tiled(row, room.height, side, fit, room)
    if tiled is None:
        return None
    plan = _plan(row, tiled, room.height, side, fit)
    if plan.width > room.width or plan.height > room.height:
        return None
    return spread(plan, row.stages, room.width)


_Tiled: TypeAlias = tuple[dict[int, StagePlan], StagePlan | None]


def _plan(row: StageRow, tiled: _Tiled, height: int, side: int, fit: Fit) -> PipelinePlan:
    roomy = side >= COMFORTABLE_TILE and fit is Fit.ROOMY
    plans, kernel_plan = tiled
    used = max([plan.height for plan in plans.values()], default=0)
    if kernel_plan is not None:
        used = max(used, height_with(plans[0], kernel_plan))
    used = max(used, _height_for_flat(row.stages, height))
    ordered: list[StagePlan] = []
    for place, (stage, kind) in enumerate(zip(row.stages, row.kinds, strict=True)):
        plan = plans.get(place) or plan_flat(stage, kind, used, roomy=roomy)
        is_narrow = plan.width < row.floors[place]
        ordered.append(replace(plan, width=row.floors[place]) if is_narrow else plan)
    gaps = gaps_between(row.kinds, GAPS[fit])
    highest = max([used, *(plan.height for plan in ordered)])
    return PipelinePlan(tuple(ordered), kernel_plan, row.kinds, gaps, highest)


@overload
def _plan_tiled(row: StageRow, height: int, side: int, fit: Fit) -> _Tiled: ...


@overload
def _plan_tiled(
    row: StageRow, height: int, side: int, fit: Fit, room: LeastRoom
) -> _Tiled | None: ...


def _plan_tiled(
    row: StageRow, height: int, side: int, fit: Fit, room: LeastRoom | None = None
) -> _Tiled | None:
    """Return the plans of the stages drawn as tiles, by place, and that of the kernel.

    None if it is seen from these that not all fits into `room`.
    """
    taken = 0 if room is None else room.without_tiles(side, fit)
    plans: dict[int, StagePlan] = {}
    kernel_plan: StagePlan | None = None
    for place, (stage, source) in enumerate(zip(row.stages, row.sources, strict=True)):
        if source is ColumnSource.FLAT:
            continue
        if source is ColumnSource.INPUT and row.kernel is not None:
            plan, kernel_plan = plan_input(stage, row.kernel, side, height)
        elif source is ColumnSource.AS_BEFORE:
            before = row.stages[place - 1]
            plan = plan_same_grid(stage, before, plans[place - 1], height, fit)
        else:
            plan = plan_tiles(stage, side, height, fit)
        plans[place] = plan
        taken += max(0, plan.width - row.floors[place])
        if room is not None and (taken > room.width or plan.height > room.height):
            return None
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
