"""How the stages of a network share the room they are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from core.inspection.stage_numbers import TILED, StageForm, StageNumbers
from gui.widgets import probability_bars, unit_bars
from gui.widgets.map_mosaic import GAP, NUMBER_ZOOM
from gui.widgets.unit_rows import LEAST_ROW_HEIGHT, MAX_ROW_HEIGHT, MAX_ROWS
from gui.widgets.unit_strip import MARGIN

LARGEST_TILE = 240
COMFORTABLE_TILE = 72  # from here on bars get the room to be bars
SCROLLING_TILE = 56
SMALLEST_TILE = 28
MAX_ZOOM = 48
MAX_STRIP_WIDTH = 44
MAX_MATRIX_WIDTH = 160
NUMBERED_KERNEL = 3 * NUMBER_ZOOM + GAP  # three cells just wide enough for their numbers
SCROLLED_HEIGHT = 230  # of what is scrolled up and down
SCROLL_BAR = 10
LEAST_STAGE = 44  # the number under a legend
LABEL_HEIGHT = 20
GAP_BETWEEN = 16  # between two stages
TIGHT_GAP = 8
WIDE_GAP = 32
COMFORTABLE_BARS = 130  # width of a stage of bars
MOST_BAR_GROWTH = 160


class Fit(Enum):
    """What is given up so that larger tiles fit."""

    ROOMY = "roomy"
    TIGHT = "tight"  # air, long bars
    TIGHTEST = "tightest"  # pooled maps as large as the maps they come from


@dataclass(frozen=True, slots=True)
class StagePlan:
    """Room and grid of one stage's body: `columns` tiles or cells of `zoom` pixels a number."""

    width: int
    height: int
    columns: int = 1
    zoom: int = 1


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
    rooms = [(width, height)]
    if height < SCROLLED_HEIGHT:
        rooms.append((width - SCROLL_BAR, SCROLLED_HEIGHT))
    for room_width, room_height in rooms:
        for side in range(LARGEST_TILE, SMALLEST_TILE - 1, -4):
            for fit in Fit if side < COMFORTABLE_TILE else (Fit.ROOMY, Fit.TIGHT):
                plan = _plan(stages, kernel, header_widths, room_height, side, fit)
                if plan.width <= room_width and plan.height <= room_height:
                    return _spread(plan, stages, room_width)
    return _plan(stages, kernel, header_widths, rooms[-1][1], SCROLLING_TILE, Fit.ROOMY)


def _plan(
    stages: Sequence[StageNumbers],
    kernel: tuple[int, ...] | None,
    header_widths: Sequence[int],
    height: int,
    side: int,
    fit: Fit,
) -> PipelinePlan:
    roomy = side >= COMFORTABLE_TILE and fit is Fit.ROOMY
    kernel_plan: StagePlan | None = None
    plans: dict[int, StagePlan] = {}
    before: StageNumbers | None = None  # the latest stage of maps, if any
    for place, stage in enumerate(stages):
        if place == 0 and stage.form in TILED and kernel is not None:
            first, kernel_plan = _plan_input(stage, kernel, side, height)
            plans[0] = first
        elif before is not None and _has_as_many_maps(stage, before):
            plans[place] = _plan_same_grid(stage, before, plans[place - 1], height, fit)
        elif stage.form in TILED:
            plans[place] = _plan_tiles(stage, side, height, fit)
        follows = place > 0 and stage.form is StageForm.MAPS
        before = stage if follows else None
    used = max([plan.height for plan in plans.values()], default=0)
    if kernel_plan is not None:
        used = max(used, plans[0].height + LABEL_HEIGHT + kernel_plan.height)
    flat = [stage for stage in stages if stage.form not in TILED]
    rows = max(
        (stage.values.size for stage in flat if stage.values.size <= MAX_ROWS), default=0
    )
    few_maps = sum(stage.form in TILED for stage in stages) < 3
    used = max(used, min(height, rows * (MAX_ROW_HEIGHT if few_maps else 20)))
    if few_maps and any(stage.values.size > MAX_ROWS for stage in flat):
        used = max(used, height)
    for place, stage in enumerate(stages):
        if place not in plans:
            plans[place] = _plan_flat(stage, used, roomy=roomy)
    ordered = tuple(
        replace(plan, width=max(plan.width, least, LEAST_STAGE))
        for plan, least in zip(
            (plans[i] for i in range(len(stages))), header_widths, strict=True
        )
    )
    gap = GAP_BETWEEN if fit is Fit.ROOMY else TIGHT_GAP
    highest = max([used, *(plan.height for plan in ordered)])
    return PipelinePlan(ordered, kernel_plan, gap, highest)


def _has_as_many_maps(stage: StageNumbers, before: StageNumbers) -> bool:
    return stage.form is StageForm.MAPS and stage.values.shape[2] == before.values.shape[2]


def _plan_same_grid(
    stage: StageNumbers, before: StageNumbers, drawn: StagePlan, height: int, fit: Fit
) -> StagePlan:
    """Draw maps where and as large as those they come from: pooling makes them coarser only."""
    h, w, tiles = stage.values.shape
    columns, side = drawn.columns, max(before.values.shape[:2]) * drawn.zoom
    zoom = max(1, min(MAX_ZOOM, side // max(h, w)))
    lines = -(-tiles // columns)
    if fit is Fit.TIGHTEST and h < before.values.shape[0] and columns > 1:
        more_lines = -(-tiles // (columns - 1))
        smaller = min(zoom, (height // more_lines - GAP) // h)
        if smaller >= 2:
            columns, lines, zoom = columns - 1, more_lines, smaller
    return StagePlan(columns * (w * zoom + GAP), lines * (h * zoom + GAP), columns, zoom)


def _plan_tiles(stage: StageNumbers, side: int, height: int, fit: Fit) -> StagePlan:
    h, w, tiles = stage.values.shape
    if stage.form is StageForm.MATRIX:
        zoom = max(1, min(8, height // h, MAX_MATRIX_WIDTH // w))
        return StagePlan(w * zoom + GAP, h * zoom + GAP, 1, zoom)
    zoom = max(1, min(MAX_ZOOM, side // max(h, w)))
    group = stage.tiles_per_unit
    units = -(-tiles // group)
    lines = max(1, height // (h * zoom + GAP))
    columns = -(-units // lines)
    if group == 1 and units > 1 and fit is Fit.ROOMY:
        columns = max(2, columns)
    lines = -(-units // columns)
    columns *= group
    return StagePlan(columns * (w * zoom + GAP), lines * (h * zoom + GAP), columns, zoom)


def _plan_input(
    stage: StageNumbers, kernel: tuple[int, ...], side: int, height: int
) -> tuple[StagePlan, StagePlan]:
    h, w, tiles = stage.values.shape
    column = max(NUMBERED_KERNEL, round(side * 1.75))
    zoom = max(1, (column - GAP) // w)
    below = _plan_kernel(kernel, column, height // 2)
    while zoom > 2 and h * zoom + GAP + LABEL_HEIGHT + below.height > height:
        zoom -= 1
    left = max(36, height - LABEL_HEIGHT - h * zoom - GAP)
    below = _plan_kernel(kernel, column, left)
    image = StagePlan(w * zoom + GAP, tiles * (h * zoom + GAP), 1, zoom)
    return StagePlan(max(image.width, below.width), image.height, 1, zoom), below


def _plan_kernel(kernel: tuple[int, ...], width: int, height: int) -> StagePlan:
    """Choose the columns that give the largest zoom."""
    h, w, tiles = kernel
    best = StagePlan(w + GAP, tiles * (h + GAP), 1, 0)
    for columns in range(1, tiles + 1):
        lines = -(-tiles // columns)
        zoom = min((width // columns - GAP) // w, (height // lines - GAP) // h, 56)
        if zoom > best.zoom:
            best = StagePlan(
                columns * (w * zoom + GAP), lines * (h * zoom + GAP), columns, zoom
            )
    if best.zoom == 0:
        columns = max(1, min(tiles, width // (w + GAP)))
        lines = -(-tiles // columns)
        best = StagePlan(columns * (w + GAP), lines * (h + GAP), columns, 1)
    return best


def _plan_flat(stage: StageNumbers, height: int, *, roomy: bool) -> StagePlan:
    n = stage.values.size
    if stage.form is StageForm.NOTHING:
        return StagePlan(0, 0)
    if n <= MAX_ROWS:
        least = LEAST_ROW_HEIGHT * n
        if stage.form is StageForm.PROBABILITIES:
            width = 150 if roomy else probability_bars.LEAST_WIDTH
        else:
            width = COMFORTABLE_BARS if roomy else unit_bars.LEAST_WIDTH
        return StagePlan(width, max(least, min(height, MAX_ROW_HEIGHT * n)))
    for zoom in range(10, 0, -1):
        lines = max(1, (height - 2 * MARGIN) // zoom)
        columns = -(-n // lines)
        if columns * zoom <= MAX_STRIP_WIDTH or zoom == 1:
            break
    lines = -(-n // columns)
    return StagePlan(columns * zoom + 2 * MARGIN, lines * zoom + 2 * MARGIN, columns, zoom)


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
