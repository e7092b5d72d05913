"""The sides that tiles are tried with."""

from __future__ import annotations

from core.inspection.stage_numbers import TILED, StageForm
from core.latest_few import LatestFew
from gui.panels.network.stage_plan import MAX_ZOOM, Fit, input_zoom
from gui.panels.network.stage_row import ColumnSource, StageRow

LARGEST_TILE = 480
COMFORTABLE_TILE = 72  # from here on bars get the room to be bars
SCROLLING_TILE = 56
SMALLEST_TILE = 28
#: Up to this tile, in a room for less than so many lines of it, smaller pooled maps are a
#: fair price: that is three pixels a cell.
NARROW_TILE, MANY_LINES = 84, 4
SETS_KEPT = 64
#: Longest sides of all tiled stages, of those with columns of their own, and of the sample.
_Lengths = tuple[frozenset[int], frozenset[int], tuple[int, int] | None]

_kept: LatestFew[_Lengths, tuple[int, ...]] = LatestFew(SETS_KEPT)


def fits_of(side: int, height: int) -> tuple[Fit, ...]:
    """Return what is given up, one after the other, for tiles of `side` pixels."""
    is_low = side <= NARROW_TILE and height < MANY_LINES * side
    small = (Fit.SMALL_POOLS,) if is_low else ()
    if side < COMFORTABLE_TILE:
        return Fit.ROOMY, Fit.TIGHT, Fit.TIGHTEST, *small
    return Fit.ROOMY, Fit.TIGHT, *small


def tile_sides(row: StageRow) -> tuple[int, ...]:
    """Return the sides with which a row can be planned, each another way, largest first.

    At each of them the cells of some stage are whole pixels.  Of sides that draw all cells
    equally large, and for which as much is given up, the largest one stands for the others.
    """
    lengths: set[int] = set()
    heads: set[int] = set()
    sample: tuple[int, int] | None = None
    for stage, source in zip(row.stages, row.sources, strict=True):
        if stage.form not in TILED:
            continue
        h, w = stage.values.shape[:2]
        lengths.add(max(h, w))
        if source is ColumnSource.INPUT:
            sample = h, w
        elif source is ColumnSource.TILES and stage.form is not StageForm.MATRIX:
            heads.add(max(h, w))
    key = frozenset(lengths), frozenset(heads), sample
    return _kept.get(key, lambda: _distinct_sides(key))


def _distinct_sides(given: _Lengths) -> tuple[int, ...]:
    lengths, heads, sample = given
    sides = {COMFORTABLE_TILE, SCROLLING_TILE, SMALLEST_TILE}
    for length in lengths or {COMFORTABLE_TILE}:
        sides.update(range(length, LARGEST_TILE + 1, length))
    distinct: list[int] = []
    last: tuple[object, ...] = ()
    for side in sorted(sides, reverse=True):
        zooms = [min(MAX_ZOOM, side // length) for length in heads]
        whole = 0 if sample is None else input_zoom(*sample, side)
        drawn = (side >= COMFORTABLE_TILE, side <= NARROW_TILE, whole, *zooms)
        if drawn != last:
            distinct.append(side)
        last = drawn
    return tuple(distinct)
