"""How large the numbers of one stage are drawn, and in how many columns."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from enum import Enum

from core.inspection.stage_numbers import StageForm, StageNumbers
from core.latest_few import LatestFew
from gui.panels.network import probability_bars, seam_view, unit_bars
from gui.panels.network.stage_kind import StageKind
from gui.panels.network.unit_rows import (
    LABEL_WIDTH,
    LEAST_ROW_HEIGHT,
    MAX_ROW_HEIGHT,
    MAX_ROWS,
    label_width,
)
from gui.panels.network.unit_strip import MARGIN
from gui.widgets.mosaic_grid import GAP

MAX_ZOOM = 48
KERNEL_ZOOM = 56
INPUTS_KEPT = 1024
MAX_STRIP_WIDTH = 44
#: Of a strip where there is room left, and of its cells.
WIDEST_STRIP, LARGEST_CELL, USUAL_CELL = 176, 24, 10
MAX_MATRIX_WIDTH = 160
NUMBERED_KERNEL = 3 * 28 + GAP  # three cells wide enough for their numbers
LABEL_HEIGHT = 20  # of the title between the input and the kernel under it
COMFORTABLE_BARS = 130  # width of a stage of bars
#: Of the two halves of the table of classes: a cell and a bar, with a name and a percentage.
TABLE_WIDTHS = {StageKind.SCORES: 80, StageKind.CHANCES: 88}


class Fit(Enum):
    """What is given up so that larger tiles fit."""

    ROOMY = "roomy"
    TIGHT = "tight"  # air, long bars
    TIGHTEST = "tightest"  # pooled maps as large as the maps they come from
    SMALL_POOLS = "small pools"  # the same: their cells are no larger than those before
    SQUEEZED = "squeezed"  # the air that was left


@dataclass(frozen=True, slots=True)
class StagePlan:
    """Room and grid of one stage's body: `columns` tiles or cells of `zoom` pixels a number."""

    width: int
    height: int
    columns: int = 1
    zoom: int = 1


#: By shape of the sample and the kernel, zoom and height: every trial of a row asks for one.
_inputs: LatestFew[tuple[object, ...], tuple[StagePlan, StagePlan]] = LatestFew(INPUTS_KEPT)


def plan_same_grid(
    stage: StageNumbers, before: StageNumbers, drawn: StagePlan, height: int, fit: Fit
) -> StagePlan:
    """Draw maps where and as large as those they come from: pooling makes them coarser only."""
    if stage.values.shape == before.values.shape:
        return drawn
    h, w, tiles = stage.values.shape
    columns, side = drawn.columns, max(before.values.shape[:2]) * drawn.zoom
    zoom = max(1, min(MAX_ZOOM, side // max(h, w)))
    if fit is Fit.SMALL_POOLS:
        zoom = min(zoom, drawn.zoom)
    lines = -(-tiles // columns)
    if fit is Fit.TIGHTEST and h < before.values.shape[0] and columns > 1:
        more_lines = -(-tiles // (columns - 1))
        smaller = min(zoom, (height // more_lines - GAP) // h)
        if smaller >= 2:
            columns, lines, zoom = columns - 1, more_lines, smaller
    return StagePlan(columns * (w * zoom + GAP), lines * (h * zoom + GAP), columns, zoom)


def plan_tiles(stage: StageNumbers, side: int, height: int, fit: Fit) -> StagePlan:
    """Draw tiles of about `side` pixels in as few columns as `height` permits."""
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


def plan_input(
    stage: StageNumbers, kernel: tuple[int, ...], side: int, height: int
) -> tuple[StagePlan, StagePlan]:
    """Draw the sample large, and the kernel under it as large as the rest permits."""
    h, w, tiles = stage.values.shape
    key = h, w, tiles, kernel, input_zoom(h, w, side), height
    return _inputs.get(key, lambda: _plan_input(*key))


def height_with(image: StagePlan, kernel: StagePlan) -> int:
    """Return the height of a sample with a kernel under it."""
    return image.height + LABEL_HEIGHT + kernel.height


def _plan_input(
    h: int, w: int, tiles: int, kernel: tuple[int, ...], zoom: int, height: int
) -> tuple[StagePlan, StagePlan]:
    column = max(NUMBERED_KERNEL, w * zoom + GAP)
    below = _plan_kernel(kernel, column, height // 2)
    if zoom > 2:
        zoom = max(2, min(zoom, (height - GAP - LABEL_HEIGHT - below.height) // h))
    left = max(36, height - LABEL_HEIGHT - h * zoom - GAP)
    below = _plan_kernel(kernel, column, left)
    image = StagePlan(w * zoom + GAP, tiles * (h * zoom + GAP), 1, zoom)
    return StagePlan(max(image.width, below.width), image.height, 1, zoom), below


def input_zoom(h: int, w: int, side: int) -> int:
    """Return the pixels of a cell of the sample, where the height permits them."""
    return max(1, -(-side // max(h, w)), (NUMBERED_KERNEL - GAP) // w)  # its column is so wide


def _plan_kernel(kernel: tuple[int, ...], width: int, height: int) -> StagePlan:
    """Choose the fewest columns that give the largest zoom."""
    h, w, tiles = kernel

    def by_width(columns: int) -> int:  # falls with more columns
        return (width // columns - GAP) // w

    def by_height(columns: int) -> int:  # grows with them
        return (height // -(-tiles // columns) - GAP) // h

    counts = range(1, tiles + 1)
    crossed = 1 + bisect_left(counts, True, key=lambda one: by_height(one) >= by_width(one))
    at_crossing = by_width(crossed) if crossed <= tiles else 0
    zoom = min(KERNEL_ZOOM, max(at_crossing, by_height(crossed - 1) if crossed > 1 else 0))
    if zoom > 0:
        columns = 1 + bisect_left(counts, zoom, key=by_height)
    else:
        zoom, columns = 1, max(1, min(tiles, width // (w + GAP)))
    lines = -(-tiles // columns)
    return StagePlan(columns * (w * zoom + GAP), lines * (h * zoom + GAP), columns, zoom)


def plan_flat(stage: StageNumbers, kind: StageKind, height: int, *, roomy: bool) -> StagePlan:
    """Draw few numbers as rows, many as a narrow strip that is `height` pixels high."""
    n = stage.values.size
    if kind is StageKind.SEAM:
        return StagePlan(seam_view.WIDTH, height)
    if stage.form is StageForm.NOTHING:
        return StagePlan(0, 0)
    named = label_width(stage.unit_names) - LABEL_WIDTH
    if kind in TABLE_WIDTHS:
        least = LEAST_ROW_HEIGHT * n
        width = TABLE_WIDTHS[kind] + (named if kind is StageKind.SCORES else 0)
        return StagePlan(width, max(least, min(height, MAX_ROW_HEIGHT * n)))
    if n <= MAX_ROWS:
        least = LEAST_ROW_HEIGHT * n
        if stage.form is StageForm.PROBABILITIES:
            width = 150 if roomy else probability_bars.LEAST_WIDTH
        else:
            width = COMFORTABLE_BARS if roomy else unit_bars.LEAST_WIDTH
        return StagePlan(width + named, max(least, min(height, MAX_ROW_HEIGHT * n)))
    return plan_strip(n, MAX_STRIP_WIDTH, height, USUAL_CELL)


def plan_strip(count: int, width: int, height: int, largest: int) -> StagePlan:
    """Draw `count` numbers in as many lines as fit, in the largest cells that are not too wide.

    Parameters
    ----------
    count : int
    width, height : int
        Room in pixels; a strip of cells of one pixel may be wider.
    largest : int
        Pixels of a cell, at most.
    """
    for zoom in range(largest, 0, -1):
        lines = max(1, (height - 2 * MARGIN) // zoom)
        columns = -(-count // lines)
        if columns * zoom <= width or zoom == 1:
            break
    lines = -(-count // columns)
    return StagePlan(columns * zoom + 2 * MARGIN, lines * zoom + 2 * MARGIN, columns, zoom)
