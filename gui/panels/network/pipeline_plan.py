"""How the stages of a network share the room they are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.inspection.stage_numbers import TILED, StageForm, StageNumbers
from gui.panels.network.stage_plan import (
    COMFORTABLE_BARS,
    LABEL_HEIGHT,
    Fit,
    StagePlan,
    plan_flat,
    plan_input,
    plan_same_grid,
    plan_tiles,
)
from gui.panels.network.unit_rows import MAX_ROW_HEIGHT, MAX_ROWS

LARGEST_TILE = 240
COMFORTABLE_TILE = 72  # from here on bars get the room to be bars
SCROLLING_TILE = 56
SMALLEST_TILE = 28
SCROLLED_HEIGHT = 230  # of what is scrolled up and down
SCROLL_BAR = 10
LEAST_STAGE = 44  # the number under a legend
LOW_ROW_HEIGHT = 20  # of bars beside many maps
GAP_BETWEEN = 16  # between two stages
TIGHT_GAP = 8
WIDE_GAP = 32
MOST_BAR_GROWTH = 160


@dataclass(frozen=True, slots=True)
class PipelinePlan:
    """The plan of every stage, and of the kernel under the input.

    Attributes
    ----------
    stages : tuple of StagePlan
        Without headers and legends.
    kernel : StagePlan or None
    gap : int
        Pixels between stages.
    height : int
        Height of the highest body.
    """

    stages: tuple[StagePlan, ...]
    kernel: StagePlan | None
    gap: int
    height: int

    @property
    def width(self) -> int:
        """Width of all stages and the gaps between them."""
        return sum(stage.width for stage in self.stages) + self.gap * (len(self.stages) - 1)


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
    least = tuple(max(width, LEAST_STAGE) for width in header_widths)
    wanted = _Wanted(tuple(stages), kernel, least)
    rooms = [(width, height)]
    if height < SCROLLED_HEIGHT:
        rooms.append((width - SCROLL_BAR, SCROLLED_HEIGHT))
    for room_width, room_height in rooms:
        for side in range(LARGEST_TILE, SMALLEST_TILE - 1, -4):
            for fit in Fit if side < COMFORTABLE_TILE else (Fit.ROOMY, Fit.TIGHT):
                plan = _plan_within(wanted, room_width, room_height, side, fit)
                if plan is not None:
                    return _spread(plan, stages, room_width)
    return _scrolling_plan(wanted, rooms[-1][1])


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Stages, the shape of the kernel under the first, and the least width of every stage."""

    stages: tuple[StageNumbers, ...]
    kernel: tuple[int, ...] | None
    least: tuple[int, ...]


def _plan_within(
    wanted: _Wanted, width: int, height: int, side: int, fit: Fit
) -> PipelinePlan | None:
    """Return a plan that fits into `width` and `height`, or None.

    A deep network is tried with a hundred sides at every click, so each trial ends at the first
    stage that is too wide.
    """
    gap = GAP_BETWEEN if fit is Fit.ROOMY else TIGHT_GAP
    free = width - sum(wanted.least) - gap * (len(wanted.stages) - 1)
    tiled = _plan_tiled(wanted, free, height, side, fit) if free >= 0 else None
    if tiled is None:
        return None
    is_roomy = side >= COMFORTABLE_TILE and fit is Fit.ROOMY
    plan = _complete(wanted, tiled, height, gap, is_roomy=is_roomy)
    return plan if plan.width <= width and plan.height <= height else None


def _scrolling_plan(wanted: _Wanted, height: int) -> PipelinePlan:
    """Return a plan with comfortable tiles, however wide that is."""
    tiled = _plan_tiled(wanted, None, height, SCROLLING_TILE, Fit.ROOMY)
    tiled = tiled or _Tiled({}, None)  # it is never None: nothing is too wide here
    return _complete(wanted, tiled, height, GAP_BETWEEN, is_roomy=False)


@dataclass(frozen=True, slots=True)
class _Tiled:
    """The plans of the stages drawn as tiles, by place, and that of the kernel."""

    plans: dict[int, StagePlan]
    kernel: StagePlan | None


def _plan_tiled(
    wanted: _Wanted, free: int | None, height: int, side: int, fit: Fit
) -> _Tiled | None:
    """Plan the stages drawn as tiles; None if they want more than `free` over their least."""
    plans: dict[int, StagePlan] = {}
    kernel_plan: StagePlan | None = None
    before: StageNumbers | None = None  # the stage of maps right before, if it is one
    for place, stage in enumerate(wanted.stages):
        if place == 0 and stage.form in TILED and wanted.kernel is not None:
            plans[0], kernel_plan = plan_input(stage, wanted.kernel, side, height)
        elif before is not None and _has_as_many_maps(stage, before):
            plans[place] = plan_same_grid(stage, before, plans[place - 1], height, fit)
        elif stage.form in TILED:
            plans[place] = plan_tiles(stage, side, height, fit)
        if free is not None and place in plans:
            free -= max(0, plans[place].width - wanted.least[place])
            if free < 0:
                return None
        follows = place > 0 and stage.form is StageForm.MAPS
        before = stage if follows else None
    return _Tiled(plans, kernel_plan)


def _complete(
    wanted: _Wanted, tiled: _Tiled, height: int, gap: int, *, is_roomy: bool
) -> PipelinePlan:
    """Add the flat stages, as high as the tiled ones, and give every stage its least width."""
    plans = dict(tiled.plans)
    used = max([plan.height for plan in plans.values()], default=0)
    if tiled.kernel is not None:
        used = max(used, plans[0].height + LABEL_HEIGHT + tiled.kernel.height)
    used = max(used, _height_for_flat(wanted.stages, height))
    for place, stage in enumerate(wanted.stages):
        if place not in plans:
            plans[place] = plan_flat(stage, used, roomy=is_roomy)
    ordered = tuple(
        replace(plans[place], width=max(plans[place].width, least))
        for place, least in enumerate(wanted.least)
    )
    highest = max([used, *(plan.height for plan in ordered)])
    return PipelinePlan(ordered, tiled.kernel, gap, highest)


def _height_for_flat(stages: Sequence[StageNumbers], height: int) -> int:
    """Return what the flat stages want of `height`: more where few maps stand beside them."""
    sizes = [stage.values.size for stage in stages if stage.form not in TILED]
    few_maps = len(stages) - len(sizes) < 3
    if few_maps and any(size > MAX_ROWS for size in sizes):
        return height
    rows = max((size for size in sizes if size <= MAX_ROWS), default=0)
    return min(height, rows * (MAX_ROW_HEIGHT if few_maps else LOW_ROW_HEIGHT))


def _has_as_many_maps(stage: StageNumbers, before: StageNumbers) -> bool:
    return stage.form is StageForm.MAPS and stage.values.shape[2] == before.values.shape[2]


def _spread(plan: PipelinePlan, stages: Sequence[StageNumbers], width: int) -> PipelinePlan:
    """Give the room that is left to the gaps and the bars."""
    bars = [
        place
        for place, stage in enumerate(stages)
        if stage.form not in TILED and 0 < stage.values.size <= MAX_ROWS
    ]
    gaps = len(stages) - 1
    left = width - plan.width
    if left <= 0 or not gaps:
        return plan
    # bars that have become cells for want of room come first, then air, then longer bars
    more = min(max(0, COMFORTABLE_BARS * len(bars) - _widths(plan, bars)), left)
    wider = max(0, min((left - more) // (2 * gaps), WIDE_GAP - plan.gap))
    if bars:
        more = min(left - wider * gaps, MOST_BAR_GROWTH * len(bars))
        wider = max(wider, min((left - more) // gaps, WIDE_GAP - plan.gap))
    stage_plans = tuple(
        replace(stage, width=stage.width + more // len(bars)) if place in bars else stage
        for place, stage in enumerate(plan.stages)
    )
    return replace(plan, stages=stage_plans, gap=plan.gap + wider)


def _widths(plan: PipelinePlan, places: Sequence[int]) -> int:
    return sum(plan.stages[place].width for place in places)
