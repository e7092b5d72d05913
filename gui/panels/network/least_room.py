"""What a row of stages takes at least."""

from __future__ import annotations

from dataclasses import replace

from core.inspection.stage_numbers import StageForm
from gui.panels.network.room_left import gaps_between
from gui.panels.network.stage_kind import StageKind
from gui.panels.network.stage_plan import (
    Fit,
    StagePlan,
    height_with,
    input_zoom,
    plan_flat,
    plan_input,
    plan_same_grid,
    plan_tiles,
)
from gui.panels.network.stage_row import ColumnSource, StageRow, is_lower
from gui.panels.network.tile_sides import COMFORTABLE_TILE
from gui.panels.network.unit_rows import LEAST_ROW_HEIGHT, MAX_ROWS
from gui.panels.network.unit_strip import MARGIN
from gui.widgets.mosaic_grid import GAP

GAPS = {Fit.ROOMY: 16, Fit.TIGHT: 8, Fit.TIGHTEST: 8, Fit.SMALL_POOLS: 6, Fit.SQUEEZED: 4}


class LeastRoom:
    """Shows with which sides of tiles a row cannot fit, without planning all of it.

    What it counts is never more than what is planned, and never less for larger tiles: where a
    side is too large, no larger one need be tried.  Nor is it less for a lower room.

    Parameters
    ----------
    row : StageRow
    width, height : int
        Room for the bodies.
    """

    def __init__(self, row: StageRow, width: int, height: int) -> None:
        self._row, self.width, self.height = row, width, height
        self._joints = sum(gap > 0 for gap in gaps_between(row.kinds, 1))
        self._floors = sum(
            floor
            for source, floor in zip(row.sources, row.floors, strict=True)
            if source is not ColumnSource.FLAT
        )
        self._flat = {False: self._least_flat(roomy=False)}

    def without_tiles(self, side: int, fit: Fit) -> int:
        """Return the pixels that a row is wide whose tiles are no wider than their titles."""
        roomy = side >= COMFORTABLE_TILE and fit is Fit.ROOMY
        if roomy not in self._flat:
            self._flat[roomy] = self._least_flat(roomy=roomy)
        return self._flat[roomy] + self._floors + self._joints * GAPS[fit]

    def may_hold_input(self, side: int) -> bool:
        """Return whether a sample of `side` pixels with its kernel is no higher than that."""
        row = self._row
        if row.sources[0] is not ColumnSource.INPUT or row.kernel is None:
            return True
        image, kernel = plan_input(row.stages[0], row.kernel, side, self.height)
        return height_with(image, kernel) <= self.height

    def may_hold(self, side: int, fit: Fit) -> bool:
        """Return whether tiles of `side` pixels may fit."""
        row, taken = self._row, self.without_tiles(side, fit)
        drawn = StagePlan(0, 0)
        for place, source in enumerate(row.sources):
            if taken > self.width:
                return False
            if source is ColumnSource.FLAT:
                continue
            drawn = self._least_tiles(place, drawn, side, fit)
            if source is ColumnSource.TILES and drawn.height > self.height:
                return False
            taken += max(0, drawn.width - row.floors[place])
        return taken <= self.width

    def _least_tiles(self, place: int, before: StagePlan, side: int, fit: Fit) -> StagePlan:
        """Return the least that a stage takes, where that `before` takes so much at least."""
        stage, source = self._row.stages[place], self._row.sources[place]
        h, w = stage.values.shape[:2]
        if source is ColumnSource.INPUT:  # a low room makes it small
            return StagePlan(w * min(2, input_zoom(h, w, side)) + GAP, 0)
        if stage.form is StageForm.MATRIX:  # and a low room makes this small
            return StagePlan(w + GAP, h + GAP)
        if source is ColumnSource.TILES:
            return plan_tiles(stage, side, self.height, fit)
        others = self._row.stages[place - 1]
        if fit is not Fit.TIGHTEST or not is_lower(stage, others):
            least = Fit.TIGHT if fit is Fit.TIGHTEST else fit
            return plan_same_grid(stage, others, before, self.height, least)
        # whether there is a column less depends on the height
        drawn = plan_same_grid(stage, others, before, self.height, Fit.TIGHT)
        columns, zoom = max(1, drawn.columns - 1), min(2, drawn.zoom)
        return replace(drawn, width=columns * (w * zoom + GAP), columns=columns, zoom=zoom)

    def _least_flat(self, *, roomy: bool) -> int:
        row, taken = self._row, 0
        for stage, kind, source, floor in zip(
            row.stages, row.kinds, row.sources, row.floors, strict=True
        ):
            count = stage.values.size
            if source is not ColumnSource.FLAT:
                continue
            if count > MAX_ROWS and kind is StageKind.OWN:
                lines = max(1, self.height - 2 * MARGIN)
                least = -(-count // lines) + 2 * MARGIN
            else:
                least = plan_flat(stage, kind, self.height, roomy=roomy).width
            taken += max(least, floor)
        return taken

    @property
    def is_too_low(self) -> bool:
        """Whether some rows of few units are higher than the room."""
        row = self._row
        return any(
            source is ColumnSource.FLAT
            and kind is not StageKind.SEAM
            and stage.values.size <= MAX_ROWS
            and stage.values.size * LEAST_ROW_HEIGHT > self.height
            for stage, kind, source in zip(row.stages, row.kinds, row.sources, strict=True)
        )
