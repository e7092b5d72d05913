"""Maps as tiles: every number is one square of colour."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.arrays import FloatArray, IntArray
from core.index_words import index_words
from gui.theme.tensor_colors import ColorCode, colors_of
from gui.theme.theme import CurrentTheme, Theme
from gui.widgets.accessible_picture import announce
from gui.widgets.cell_numbers import NUMBER_ZOOM, paint_names, paint_numbers
from gui.widgets.map_cell import MapCell
from gui.widgets.mosaic_grid import GAP, MosaicGrid
from gui.widgets.mosaic_keys import MosaicKeys
from gui.widgets.selection_outline import paint_cell_outline, paint_outline
from gui.widgets.spoken_cell import spoken_cell

LEAST_NAMED = 34  # side of the smallest tile with its number in the corner


class MapMosaic(QWidget):
    """Shows C maps of H×W numbers as tiles in a grid, with whole-pixel zoom.

    Parameters
    ----------
    theme : CurrentTheme
    columns : int, default 0
        Tiles side by side; 0 chooses the number that gives the largest zoom.
    max_zoom : int, default 64
        Screen pixels per number, at most.

    Attributes
    ----------
    keys : MosaicKeys

    Signals
    -------
    hovered(MapCell or None)
    clicked(MapCell)
    changed()
        Other numbers, colours, or another selection.
    """

    hovered = Signal(object)
    clicked = Signal(object)
    changed = Signal()

    def __init__(
        self,
        theme: CurrentTheme,
        *,
        columns: int = 0,
        max_zoom: int = 64,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wanted_columns = columns
        self._max_zoom = max_zoom
        self._maps = np.zeros((0, 0, 0), np.float32)  # (H, W, C)
        self._limits: FloatArray | float = 0.0
        self._code = ColorCode.SIGN
        self._pixels: IntArray = np.zeros((0, 0), np.uint32)  # (C*H, W), 0xffRRGGBB
        self._tiles: tuple[QRect, ...] = ()
        self._selected: tuple[int, int | None, int | None] | None = None
        self._selected_tiles = 1
        self._tiles_per_name = 0
        self.keys = MosaicKeys(self)
        self._grid = MosaicGrid(0, 0, 0)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._recolor)

    @property
    def maps(self) -> FloatArray:
        """The shown numbers, shape (H, W, C)."""
        return self._maps

    @property
    def scale(self) -> tuple[FloatArray | float, ColorCode]:
        """The limits that get the full colour, and how numbers become colours."""
        return self._limits, self._code

    @property
    def selected(self) -> tuple[int, int | None, int | None] | None:
        """Channel, row and column of what is outlined."""
        return self._selected

    @property
    def zoom(self) -> int:
        """Screen pixels per number."""
        return self._grid.zoom

    def set_maps(
        self, maps: FloatArray, limits: FloatArray | float, code: ColorCode = ColorCode.SIGN
    ) -> None:
        """Show `maps` of shape (H, W, C).

        Parameters
        ----------
        maps : ndarray of shape (H, W, C)
            Not copied; must not change afterwards.
        limits : float or ndarray of shape (C,)
            Absolute value that gets the full colour, for all tiles or for each.
        code : ColorCode
        """
        resized = maps.shape != self._maps.shape
        if (
            not resized
            and code is self._code
            and np.array_equal(limits, self._limits)
            and np.array_equal(maps, self._maps)
        ):
            return  # the sample itself, at every look
        self._maps, self._limits, self._code = maps, limits, code
        self._recolor()
        if resized:
            self._arrange()
            self.updateGeometry()

    def spoken_value(self) -> str:
        """Return the number that has the keyboard or is selected, and where it is."""
        place = self.keys.cursor or self._selected or (None, None, None)
        return spoken_cell(self._maps, place, self._tiles_per_name)

    def name_tiles(self, tiles_per_name: int) -> None:
        """Write its index into the corner of every run of tiles; 0 writes none."""
        if tiles_per_name != self._tiles_per_name:
            self._tiles_per_name = tiles_per_name
            self.update()

    def set_columns(self, columns: int) -> None:
        """Put `columns` tiles side by side; 0 chooses the number with the largest zoom."""
        if columns != self._wanted_columns:
            self._wanted_columns = columns
            self._arrange()
            self.updateGeometry()

    def set_selected(
        self,
        channel: int | None,
        row: int | None = None,
        column: int | None = None,
        *,
        tiles: int = 1,
    ) -> None:
        """Outline a tile, or a run of `tiles` of them in one line, or one cell.

        With a `row` or a `column` alone, that line of the tile is outlined.
        """
        selected = None if channel is None else (channel, row, column)
        if (selected, tiles) != (self._selected, self._selected_tiles):
            self._selected, self._selected_tiles = selected, tiles
            self.changed.emit()
            announce(self)
            self.update()

    def tile_rect(self, channel: int) -> QRect:
        """Return where the tile of `channel` is drawn, in widget coordinates."""
        return self._grid.tile(channel)

    @property
    def columns(self) -> int:
        """Tiles side by side."""
        return self._grid.columns

    def number_at(self, channel: int, row: int, column: int) -> MapCell:
        """Return one number and its place."""
        return MapCell(channel, row, column, float(self._maps[row, column, channel]))

    def cell_rect(self, channel: int, row: int, column: int) -> QRect:
        """Return where one number is drawn, in widget coordinates."""
        return self._grid.cell(channel, row, column)

    def cell_at(self, point: QPoint) -> MapCell | None:
        """Return the number drawn at `point`, if any."""
        place = self._grid.place_at(point) if self._maps.size else None
        return None if place is None else self.number_at(*place)

    def fitting(self, width: int, height: int, columns: int = 0) -> tuple[int, int]:
        """Return the largest zoom with which all tiles fit, as `MosaicGrid.fitting` does."""
        return self._grid.fitting(width, height, columns, self._max_zoom)

    def sizeHint(self) -> QSize:
        h, w, channels = self._maps.shape
        columns = self._wanted_columns or max(1, round(channels**0.5))
        return QSize(columns * (w * 2 + GAP), -(-channels // columns) * (h * 2 + GAP))

    def minimumSizeHint(self) -> QSize:
        h, w, channels = self._maps.shape
        fitting = max(1, min(channels, max(1, self.width()) // (w + GAP)))
        columns = self._wanted_columns or fitting
        return QSize(min(columns, channels) * (w + GAP), -(-channels // columns) * (h + GAP))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().toPoint())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self.keys.put_at(cell)
            self.clicked.emit(cell)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hovered.emit(self.cell_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(None)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.keys.on_focus(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.keys.on_focus(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._maps.size:
            return
        h, w, channels = self._maps.shape
        image = QImage(self._pixels.data, w, channels * h, 4 * w, QImage.Format.Format_RGB32)
        seen, shown = event.rect(), []
        painter = QPainter(self)
        for channel, tile in enumerate(self._tiles):
            if tile.intersects(seen):
                painter.drawImage(tile, image, QRect(0, channel * h, w, h))
                shown.append(channel)
        painter.setPen(QColor(self._theme.theme.line))
        painter.drawRects([self._tiles[channel].adjusted(-1, -1, 0, 0) for channel in shown])
        if self.zoom >= NUMBER_ZOOM:
            for channel in shown:
                colors = self._pixels[channel * h : (channel + 1) * h]
                tile = self._tiles[channel]
                paint_numbers(painter, self._maps[..., channel], colors, tile, self.zoom)
        elif self._tiles_per_name and min(h, w) * self.zoom >= LEAST_NAMED:
            step = self._tiles_per_name
            first = [channel for channel in shown if channel % step == 0]
            names = [(index_words(channel // step), self._tiles[channel]) for channel in first]
            corners = self._pixels[:, 0][::h]
            paint_names(painter, names, corners[first].tolist())
        if self._selected is not None and self._selected[0] < channels:
            last = self._selected[0] + self._selected_tiles - 1
            _paint_selection(painter, self._grid, self._selected, last, self._theme.theme)
        cursor = self.keys.cursor
        if cursor is not None:
            theme = self._theme.theme
            paint_cell_outline(painter, self.cell_rect(*cursor), theme, is_focus=True)
        painter.end()

    def _recolor(self) -> None:
        w = self._maps.shape[1]
        if self._maps.size:
            theme = self._theme.theme
            colors = colors_of(self._maps, self._limits, theme, self._code)  # (H, W, C)
            self._pixels = np.ascontiguousarray(colors.transpose(2, 0, 1)).reshape(-1, w)
        self.changed.emit()
        self.update()

    def _arrange(self) -> None:
        h, w, channels = self._maps.shape
        if not self._maps.size:
            return
        self._grid = MosaicGrid(h, w, channels)
        zoom, columns = self.fitting(self.width(), self.height(), self._wanted_columns)
        if zoom < 1 and not self._wanted_columns:
            columns = max(1, min(channels, self.width() // (w + GAP)))
        self._grid = replace(self._grid, zoom=max(1, zoom), columns=columns)
        self._tiles = tuple(self.tile_rect(channel) for channel in range(channels))
        self.update()


def _paint_selection(
    painter: QPainter,
    grid: MosaicGrid,
    selected: tuple[int, int | None, int | None],
    last: int,
    theme: Theme,
) -> None:
    """Outline the tiles from the selected one to `last`, or a part of the selected one."""
    channel, row, column = selected
    if (row is None) == (column is None):
        paint_outline(painter, grid.tile(channel).united(grid.tile(last)), theme)
    inner = grid.part(channel, row, column)
    if inner is not None:
        paint_cell_outline(painter, inner, theme)
