"""How the stages of a deep network share more than one row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.inspection.stage_numbers import StageForm, StageNumbers
from core.latest_few import LatestFew
from gui.panels.network.pipeline_plan import PipelinePlan
from gui.panels.network.pipeline_planning import (
    SCROLL_BAR,
    SCROLLED_HEIGHT,
    may_fit,
    plan_in_room,
    plan_pipeline,
)
from gui.panels.network.stage_kind import StageKind, stage_kinds
from gui.panels.network.stage_row import StageRow, stage_row
from gui.panels.network.tile_sides import SMALLEST_TILE

#: Screen pixels of a cell from which the shape in a map can be made out.
LEGIBLE = 2
#: What a further row takes besides its numbers: a header above, a legend below, and air.
BETWEEN_ROWS = 52
#: Shares of the height that the first of two rows is tried with.
SHARES = (0.6, 0.5, 0.4)
#: Fewer stages at the end are no table of classes.
LEAST_AT_END = 3
LEAST_ROW = 120  # screen pixels; lower rows are scrolled
LEAST_TILE = 12  # screen pixels
#: So many pixels may two rows be scrolled, rather than cells of one pixel be shown.
A_LITTLE_MORE = (15, 30, 45, 60)
PLANS_KEPT = 24
_MANY_CELLS = frozenset({StageForm.MAPS, StageForm.KERNELS})


@dataclass(frozen=True, slots=True)
class _Room:
    """What is to be laid out, and where."""

    stages: Sequence[StageNumbers]
    kernel: tuple[int, ...] | None
    header_widths: Sequence[int]
    width: int
    height: int
    #: Of some of the stages, the first and the end of which are the key.
    rows: dict[tuple[int, int], StageRow]

    def part(self, first: int, end: int, height: int, least_zoom: int) -> PipelinePlan | None:
        """Return the plan of a row of some of the stages.

        None if it is too large, or has cells of less than `least_zoom` pixels.
        """
        row = self._row(first, end)
        plan = plan_in_room(row, self.width, height, _least_side(row, least_zoom))
        if plan is None or _least_zoom(plan, row.stages) < least_zoom:
            return None
        return plan

    def may_hold(self, first: int, end: int, least_zoom: int) -> bool:
        """Return whether there may be such a plan in the height of this room, or in less."""
        row = self._row(first, end)
        return may_fit(row, self.width, self.height, _least_side(row, least_zoom))

    def _row(self, first: int, end: int) -> StageRow:
        row = self.rows.get((first, end))
        if row is None:
            kernel = self.kernel if first == 0 else None
            row = stage_row(self.stages[first:end], kernel, self.header_widths[first:end])
            self.rows[first, end] = row
        return row


_kept: LatestFew[tuple[object, ...], PipelinePlan] = LatestFew(PLANS_KEPT)


def plan_rows(
    stages: Sequence[StageNumbers],
    kernel: tuple[int, ...] | None,
    header_widths: Sequence[int],
    width: int,
    height: int,
) -> PipelinePlan:
    """Lay all stages out in one row; in more where the cells of one would be too small.

    Nothing is scrolled if two rows avoid it; then it is scrolled up and down rather than left
    and right.

    Parameters
    ----------
    stages, kernel, header_widths, width, height
        As of `plan_pipeline`.
    """
    shown = tuple(
        (
            one.form,
            one.values.shape,
            one.laid_from,
            one.tiles_per_unit,
            one.unit_noun,
            one.unit_names,
        )
        for one in stages
    )
    room = _Room(stages, kernel, header_widths, width, height, {})
    key = (shown, kernel, tuple(header_widths), width, height)
    return _kept.get(key, lambda: _plan_rows(room))


def _plan_rows(room: _Room) -> PipelinePlan:
    stages, height = room.stages, room.height
    one = plan_pipeline(stages, room.kernel, room.header_widths, room.width, height)
    fits = one.width <= room.width
    if fits and _least_zoom(one, stages) >= LEGIBLE:
        return one
    beside_bar = replace(room, width=room.width - SCROLL_BAR)
    higher = [replace(beside_bar, height=height + more) for more in A_LITTLE_MORE]
    most = replace(room, height=height + max(A_LITTLE_MORE))
    places = _places_between(most, LEGIBLE, _new_maps(stages))
    tried = (_two_rows(wanted, LEGIBLE, places) for wanted in (room, *higher))
    two = next((plan for plan in tried if plan is not None), None)
    if two is not None:
        return two
    if fits and one.height <= height:
        return one
    return _two_rows(room, 1, _new_maps(stages)) or _scrolled_rows(beside_bar) or one


def _places_between(room: _Room, least_zoom: int, places: Sequence[int]) -> list[int]:
    """Return the places at which two rows may be parted that fit, or fit less high."""
    bodies = replace(room, height=room.height - BETWEEN_ROWS)
    end = len(room.stages)
    return [
        place
        for place in places
        if bodies.may_hold(0, place, least_zoom) and bodies.may_hold(place, end, least_zoom)
    ]


def _two_rows(room: _Room, least_zoom: int, places: Sequence[int]) -> PipelinePlan | None:
    """Return the two rows with the largest cells, if any two fit without scrolling.

    They are parted at one of `places`.
    """
    bodies = room.height - BETWEEN_ROWS
    best: tuple[int, PipelinePlan] | None = None
    for place in _places_between(room, least_zoom, places):
        for share in SHARES:
            above = room.part(0, place, round(share * bodies), least_zoom)
            if above is None:
                break  # nor would it fit with a smaller share
            below = room.part(place, len(room.stages), bodies - above.height, least_zoom)
            if below is None:
                continue
            plan = _joined((above, below))
            zoom = _least_zoom(plan, room.stages)
            if best is None or zoom > best[0]:
                best = zoom, plan
    return None if best is None else best[1]


def _scrolled_rows(room: _Room) -> PipelinePlan | None:
    """Return rows that hold as many stages as can be made out; None if one is too wide."""
    height = max(LEAST_ROW, min(room.height, SCROLLED_HEIGHT))
    rows: list[PipelinePlan] = []
    first = 0
    while first < len(room.stages):
        end, row = first, None
        for further in (place for place in _breaks(room.stages) if place > first):
            longer = room.part(first, further, height, LEGIBLE)
            if longer is None and row is None:
                longer = room.part(first, further, height, 1)
            if longer is None:
                break
            end, row = further, longer
        if row is None:
            return None
        rows.append(row)
        first = end
    return _joined(rows)


def _joined(rows: Sequence[PipelinePlan]) -> PipelinePlan:
    """Return the plan of rows below each other."""
    tops: list[int] = []
    top = 0
    for row in rows:
        tops += [top] * len(row.stages)
        top += row.height + BETWEEN_ROWS
    return PipelinePlan(
        stages=tuple(stage for row in rows for stage in row.stages),
        kernel=rows[0].kernel,
        kinds=tuple(kind for row in rows for kind in row.kinds),
        gaps=tuple(gap for row in rows for gap in row.gaps),
        height=top - BETWEEN_ROWS,
        tops=tuple(tops),
        row_heights=tuple(row.height for row in rows for _ in row.stages),
    )


def _least_zoom(plan: PipelinePlan, stages: Sequence[StageNumbers]) -> int:
    """Return the pixels of the smallest cell among maps and kernels."""
    zooms = [
        drawn.zoom
        for drawn, stage in zip(plan.stages, stages, strict=True)
        if stage.form in _MANY_CELLS
    ]
    return min(zooms, default=LEGIBLE)


def _least_side(row: StageRow, least_zoom: int) -> int:
    """Return the pixels of the smallest tiles that are tried for cells of so many."""
    maps = [max(one.values.shape[:2]) for one in row.stages if one.form in _MANY_CELLS]
    largest = max(maps, default=0)
    least = least_zoom * largest if least_zoom > 1 else min(largest, SMALLEST_TILE)
    return max(least, LEAST_TILE)


def _breaks(stages: Sequence[StageNumbers]) -> list[int]:
    """Return the places at which a row may end, the end of all of them included."""
    kinds, count = stage_kinds(stages), len(stages)
    inner = [
        place
        for place in range(1, count - LEAST_AT_END + 1)
        if kinds[place] in (StageKind.OWN, StageKind.SCORES)
        and kinds[place - 1] is not StageKind.SEAM
    ]
    return [*inner, count]


def _new_maps(stages: Sequence[StageNumbers]) -> list[int]:
    """Return the places at which a layer makes new maps, or something else, of those before."""
    return [
        place
        for place in _breaks(stages)[:-1]
        if place > 1 and _tiles(stages[place]) != _tiles(stages[place - 1])
    ]


def _tiles(stage: StageNumbers) -> int:
    return stage.values.shape[2] if stage.form in _MANY_CELLS else 0
