"""How the stages of a network share the room they are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.inspection.stage_numbers import TILED, StageForm, StageNumbers
from gui.widgets import probability_bars, unit_bars
from gui.widgets.map_mosaic import GAP
from gui.widgets.unit_rows import LEAST_ROW_HEIGHT, MAX_ROW_HEIGHT, MAX_ROWS
from gui.widgets.unit_strip import MARGIN

LARGEST_TILE = 240
COMFORTABLE_TILE = 72  # from here on bars get the room to be bars
SCROLLING_TILE = 56
SMALLEST_TILE = 28
MAX_ZOOM = 48
MAX_STRIP_WIDTH = 44
MAX_MATRIX_WIDTH = 160
NUMBERED_KERNEL = 124  # three cells just wide enough to hold their numbers
LABEL_HEIGHT = 20


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
    for side in range(LARGEST_TILE, SMALLEST_TILE - 1, -4):
        for tight in (False, True):
            plan = _plan(stages, kernel, header_widths, height, side, tight=tight)
            if plan.width <= width and plan.height <= height:
                return _spread(plan, stages, width)
    return _plan(stages, kernel, header_widths, height, SCROLLING_TILE, tight=False)


def _plan(
    stages: Sequence[StageNumbers],
    kernel: tuple[int, ...] | None,
    header_widths: Sequence[int],
    height: int,
    side: int,
    *,
    tight: bool,
) -> PipelinePlan:
    roomy = side >= COMFORTABLE_TILE and not tight
    kernel_plan: StagePlan | None = None
    plans: dict[int, StagePlan] = {}
    for place, stage in enumerate(stages):
        if place == 0 and stage.form in TILED and kernel is not None:
            first, kernel_plan = _plan_input(stage, kernel, side, height)
            plans[0] = first
        elif stage.form in TILED:
            plans[place] = _plan_tiles(stage, side, height, tight=tight)
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
        StagePlan(max(plan.width, least), plan.height, plan.columns, plan.zoom)
        for plan, least in zip(
            (plans[i] for i in range(len(stages))), header_widths, strict=True
        )
    )
    highest = max([used, *(plan.height for plan in ordered)])
    return PipelinePlan(ordered, kernel_plan, 8 if tight else 16, highest)


def _plan_tiles(
    stage: StageNumbers, side: int, height: int, *, tight: bool = False
) -> StagePlan:
    h, w, tiles = stage.values.shape
    if stage.form is StageForm.MATRIX:
        zoom = max(1, min(8, height // h, MAX_MATRIX_WIDTH // w))
        return StagePlan(w * zoom + GAP, h * zoom + GAP, 1, zoom)
    zoom = max(1, min(MAX_ZOOM, side // max(h, w)))
    if tight and zoom >= 4 and stage.form is StageForm.MAPS:
        zoom -= 1
    group = stage.tiles_per_unit
    units = -(-tiles // group)
    lines = max(1, height // (h * zoom + GAP))
    columns = -(-units // lines)
    if group == 1 and units > 1:
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
            width = 130 if roomy else unit_bars.LEAST_WIDTH
        return StagePlan(width, max(least, min(height, MAX_ROW_HEIGHT * n)))
    for zoom in range(10, 0, -1):
        lines = max(1, (height - 2 * MARGIN) // zoom)
        columns = -(-n // lines)
        if columns * zoom <= MAX_STRIP_WIDTH or zoom == 1:
            break
    lines = -(-n // columns)
    return StagePlan(columns * zoom + 2 * MARGIN, lines * zoom + 2 * MARGIN, columns, zoom)


def _spread(plan: PipelinePlan, stages: Sequence[StageNumbers], width: int) -> PipelinePlan:
    """Give bars some of the room that is left."""
    bars = [
        place
        for place, stage in enumerate(stages)
        if stage.form not in TILED and 0 < stage.values.size <= MAX_ROWS
    ]
    left = width - plan.width
    if not bars or left <= 0:
        return plan
    more = min(left // len(bars), 110)
    widened = [
        StagePlan(
            stage.width + (more if place in bars else 0),
            stage.height,
            stage.columns,
            stage.zoom,
        )
        for place, stage in enumerate(plan.stages)
    ]
    return PipelinePlan(tuple(widened), plan.kernel, plan.gap, plan.height)
