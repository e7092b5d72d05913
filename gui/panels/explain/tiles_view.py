"""The digit and its maps side by side, and the card of the chosen one."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QPoint, QRect, QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from core.arrays import ByteArray, FloatArray
from core.explanation.catalog import EXPLANATION_METHODS
from core.explanation.explained_image import ExplainedImage
from core.inspection.magnitude import largest_magnitude
from core.number_text import fixed_text, power_text
from gui.panels.explain.card import ExplainCard
from gui.panels.explain.tile import LINE, ExplainTile, LimitPlace
from gui.panels.explain.tiles_plan import (
    GAP,
    MAPS_A_ROW,
    MOST_CARD,
    SCROLL_BAR,
    TilesPlan,
    TilesPlanner,
)
from gui.theme.tensor_colors import ColorCode
from gui.theme.theme import CurrentTheme

DIGIT = 0  # position of the image's own tile
LEAST_FIXED, MOST_LETTERS = 0.1, 4
CHOSEN_FIRST = "integrated-gradients"
#: Screen pixels of the card below the maps, at most: longer lines are hard to read.
WIDEST_CARD = 800


class ExplainTilesView(QWidget):
    """Eight tiles as large as there is room for, and one card.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        The tiles are called ``{name}_{method}`` and ``{name}_digit``, the card ``{name}_card``.

    Signals
    -------
    hovered(int, tuple or None), clicked(int, tuple)
        Position of the tile, and row and column of a number.
    """

    hovered = Signal(int, object)
    clicked = Signal(int, object)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._methods = tuple(EXPLANATION_METHODS.values())
        self._chosen = 1 + list(EXPLANATION_METHODS).index(CHOSEN_FIRST)
        self._room = QSize()
        self._image: ExplainedImage | None = None
        digit = ExplainTile(
            theme, f"{name}_digit", DIGIT, "The image", ColorCode.INK, parent=self
        )
        digit.set_rule("0 no ink, 1 full ink", "The shown sample: 0 is no ink, 1 full ink.")
        self.tiles = [digit]
        for position, method in enumerate(self._methods, start=1):
            part = f"{name}_{method.NAME.replace('-', '_')}"
            tile = ExplainTile(theme, part, position, method.TITLE, parent=self)
            tile.set_rule(method.BRIEF, method.RULE, method.SHORT)
            self.tiles.append(tile)
        self.card = ExplainCard(f"{name}_card", self)
        for tile in self.tiles:
            tile.map.hovered.connect(self.hovered)
            tile.map.clicked.connect(self._on_clicked)
        self._show_card()

    @property
    def chosen(self) -> int:
        """Position of the tile that the card speaks of."""
        return self._chosen

    def show_digit(self, ink: FloatArray, image: ByteArray) -> None:
        """Show the image, in its own colours.

        Parameters
        ----------
        ink : ndarray of float, shape (H, W)
            The number of each pixel, from 0 to 1.
        image : ndarray of uint8, shape (H, W, C)
        """
        tile = self.tiles[DIGIT]
        is_other = ink.shape != tile.map.values.shape
        if is_other or not np.array_equal(ink, tile.map.values):
            tile.map.show_image(ink, image)
        if is_other:
            self._arrange()

    def show_maps(
        self, image: ExplainedImage | None, *, is_faded: bool, is_shared: bool
    ) -> None:
        """Show the maps, faded if they are of another step or sample.

        Parameters
        ----------
        image : ExplainedImage or None
        is_faded : bool
        is_shared : bool
            Whether one scale goes for all.
        """
        self._image = image
        if image is None:
            for tile in self.tiles[1:]:
                tile.map.clear()
                tile.set_limit("")
                tile.show_missing("")
        else:
            for tile, one in zip(self.tiles[1:], image.maps, strict=True):
                tile.show_missing(one.missing)
                if one.values is None:
                    tile.set_limit("")
                    continue
                limit = image.limit if is_shared else one.limit
                tile.map.show_values(one.values, limit, is_faded=is_faded)
                number = _limit_text(one.limit)
                sign = "±" if one.method.IS_SIGNED else "≤"
                tile.set_limit(f"{sign}{number}" if one.limit else number)
        self._show_card()

    def show_redrawn(self, maps: Mapping[str, FloatArray]) -> None:
        """Show other maps by the method's name in place of some, each in a scale of its own."""
        for tile, method in zip(self.tiles[1:], self._methods, strict=True):
            if (values := maps.get(method.NAME)) is not None:
                limit = largest_magnitude(values)
                tile.map.show_values(values, limit, is_faded=False)
                tile.set_limit(f"±{_limit_text(limit)}" if limit else _limit_text(limit))

    def mark(self, selected: tuple[int, int] | None) -> None:
        """Outline the selected pixel in every map."""
        for position, tile in enumerate(self.tiles):
            tile.map.mark(selected, is_chosen=position == self._chosen)

    def fit(self, room: QSize) -> None:
        """Arrange for a part of the window of this size."""
        if room != self._room:
            self._room = room
            self._arrange()

    def wanted_width(self, height: int) -> int:
        """Return how wide it has to be for the largest maps that so high a room has."""
        rows, columns = self.tiles[DIGIT].map.values.shape or (0, 0)
        if not rows or not columns:
            return 0
        margin = 2 * self.tiles[DIGIT].map.MARGIN
        lines = -(-len(self.tiles) // MAPS_A_ROW[0])
        high = height - self.card.height_at(WIDEST_CARD) - lines * GAP
        zoom = (high // lines - 2 * LINE - margin) // rows
        return int(MAPS_A_ROW[0] * (zoom * columns + margin + GAP) - GAP + SCROLL_BAR)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _show_card(self) -> None:
        self.card.show_method(self._methods[self._chosen - 1])
        image = self._image
        self.card.show_sums(image, None if image is None else image.maps[self._chosen - 1])

    def _arrange(self) -> None:
        shape = self.tiles[DIGIT].map.values.shape
        if not all(shape) or self._room.isEmpty():
            return
        margin = self.tiles[DIGIT].map.MARGIN
        words = max(tile.words_width for tile in self.tiles)
        planner = TilesPlanner(len(self.tiles), shape, margin, words)
        # scrolled or not, the places are the same
        room = self._room - QSize(SCROLL_BAR, 0)
        below = self.card.height_at(min(room.width(), WIDEST_CARD) - 2 * margin)
        way = LimitPlace.BESIDE_TITLE
        plan = planner.plan(room, 2 * LINE, below)
        map_width = shape[1] * plan.zoom + 2 * margin
        if not all(tile.fits_one_line(plan.tile) for tile in self.tiles):
            way = LimitPlace.BESIDE_MAP
            if plan.tile - map_width < self.tiles[DIGIT].limit_width:
                way = LimitPlace.BELOW_TITLE
                plan = planner.plan(room, 3 * LINE, below)
        self._place(plan, self.tiles[DIGIT].map.size_at(plan.zoom, shape), way)

    def _place(self, plan: TilesPlan, size: QSize, way: LimitPlace) -> None:
        """Let every part stand where it is planned."""
        heading = 2 * LINE if way is LimitPlace.BELOW_TITLE else LINE
        each = QSize(plan.tile + GAP, heading + size.height() + LINE + GAP)
        has_rules = all(tile.fits_rule(plan.tile) for tile in self.tiles)  # all or none
        for position, tile in enumerate(self.tiles):
            row, column = divmod(position, plan.columns)
            area = QRect(QPoint(column * each.width(), row * each.height()), each)
            area.setSize(each - QSize(GAP, GAP))
            tile.place(area, size, plan.zoom, way, has_rule=has_rules)
        lines = -(-len(self.tiles) // plan.columns)
        wide, high = plan.columns * each.width() - GAP, lines * each.height() - GAP
        left, margin = self._room.width() - SCROLL_BAR, self.tiles[DIGIT].map.MARGIN
        if plan.is_beside:
            width = min(left - wide - GAP, MOST_CARD)
            top = heading + margin
            self.card.setGeometry(wide + GAP, top, width, self.card.height_at(width))
        else:
            width = min(left, WIDEST_CARD) - 2 * margin
            self.card.setGeometry(margin, high + GAP, width, self.card.height_at(width))
        self.setMinimumHeight(max(high, self.card.geometry().bottom() + 1))

    @Slot(int, object)
    def _on_clicked(self, position: int, cell: tuple[int, int]) -> None:
        if position != DIGIT and position != self._chosen:
            self._chosen = position
            self._show_card()
        self.clicked.emit(position, cell)


def _limit_text(limit: float) -> str:
    """Return the largest number of a map in about four letters."""
    if limit >= LEAST_FIXED:
        for decimals in (2, 1, 0):
            text = fixed_text(limit, decimals)
            if len(text) <= MOST_LETTERS:
                return text
    return power_text(limit, 0)
