"""What the last batch changed: the weights of some filters, and two scores."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QStaticText,
)
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from core.arrays import FloatArray, IntArray
from core.index_words import index_words
from core.inspection.magnitude import largest_magnitude
from core.number_text import short_text
from core.number_words import counted
from gui.theme.fonts import CONTROL, number_writer, text_font
from gui.theme.tensor_colors import ColorCode, colors_of
from gui.theme.text_writer import LEFT, RIGHT
from gui.theme.theme import CurrentTheme
from gui.widgets.map_cell import MapCell
from gui.widgets.mosaic_keys import MosaicKeys
from gui.widgets.selection_outline import paint_cell_outline
from gui.widgets.spoken_cell import spoken_cell

HEIGHT = 28
SIDE = 27  # screen pixels of a tile, at most; nine a cell for a kernel of three
NAME_WIDTH = 18
PITCH = SIDE + NAME_WIDTH + 2
GAP = 10
NOTHING = "Take a step (B) to see here what it changes."


class ChangeRow(QWidget):
    """One line: how many batches, what they added to a few filters, to two scores.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``.

    Signals
    -------
    hovered(MapCell or None)
        A weight, and what was added to it.
    clicked(MapCell)
    """

    hovered = Signal(object)
    clicked = Signal(object)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme = theme
        self._title = self._scores = ""
        self._words = QStaticText()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._changes: FloatArray = np.zeros((1, 1, 0), np.float32)
        self._limit = 0.0
        self._pixels: IntArray = np.zeros((0, 1), np.uint32)  # (filters*rows, columns)
        self._tiles: tuple[QRect, ...] = ()  # of the filters there is room for
        self._scale_text = ""
        self._keys = MosaicKeys(self)
        self._flash = QTimer(self, singleShot=True)  # while it runs, the tiles stand out
        self._flash.timeout.connect(self.update)
        self.setMouseTracking(True)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._recolor)

    @property
    def changes(self) -> FloatArray:
        """What was added to the weights, shape (rows, columns, filters)."""
        return self._changes

    @property
    def maps(self) -> FloatArray:
        """The changes there is room for."""
        return self._changes[..., : len(self._tiles)]

    @property
    def columns(self) -> int:
        """Tiles side by side."""
        return len(self._tiles)

    def number_at(self, channel: int, row: int, column: int) -> MapCell:
        """Return a weight and what was added to it."""
        return MapCell(channel, row, column, float(self._changes[row, column, channel]))

    def spoken_value(self) -> str:
        """Return the change that has the keyboard; else what became of the scores."""
        cursor = self._keys.cursor
        if cursor is not None:
            return spoken_cell(self._changes, cursor, 1)
        return (
            self._scores or f"{counted(self._changes.shape[-1], 'filter')}, {self._scale_text}"
        )

    @property
    def stands_out(self) -> bool:
        """Whether the tiles are lit up for a moment: they have just changed."""
        return self._flash.isActive()

    @property
    def title(self) -> str:
        """Over how many batches."""
        return self._title

    @property
    def scores(self) -> str:
        """What they did to the scores, in words."""
        return self._scores

    def show_changes(self, title: str, changes: FloatArray, scores: str) -> None:
        """Show what was added to some filters.

        Parameters
        ----------
        title : str
        changes : ndarray of shape (rows, columns, filters)
            Not copied; must not change afterwards.
        scores : str
            In words; empty if it is not known.
        """
        if changes is not self._changes and changes.shape[-1] and self.isVisible():
            # no time where people have asked the system to keep still
            hint = QStyle.StyleHint.SH_Widget_Animation_Duration
            self._flash.start(self.style().styleHint(hint, None, self))
        if title != self._title:
            self._words.setText(title)  # is shaped once, not at every look
        self._title, self._scores = title, scores
        self._changes = changes
        said = ". ".join(text for text in (title, scores) if text)
        if said != self.toolTip():
            self.setToolTip(said)
            self.setAccessibleName(title)
        self._recolor()

    def show_nothing(self) -> None:
        """Say how to get something to show."""
        self.show_changes(NOTHING, np.zeros((1, 1, 0), np.float32), "")

    def tile_rect(self, unit: int) -> QRect:
        """Return where the change of a filter is drawn."""
        return self._tiles[unit]

    def cell_at(self, point: QPoint) -> MapCell | None:
        """Return the weight whose change is drawn at `point`, if any."""
        h = self._changes.shape[0]
        for unit, tile in enumerate(self._tiles):
            if tile.contains(point):
                zoom = tile.height() // h
                row, column = (point.y() - tile.y()) // zoom, (point.x() - tile.x()) // zoom
                return self.number_at(unit, row, column)
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(600, HEIGHT)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hovered.emit(self.cell_at(event.position().toPoint()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().toPoint())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self._keys.put_at(cell)
            self.clicked.emit(cell)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._keys.on_focus(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._keys.on_focus(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(None)
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme.theme
        h, w, filters = self._changes.shape
        painter = QPainter(self)
        painter.setPen(QColor(theme.text if filters else theme.muted))
        painter.setFont(text_font(CONTROL, bold=filters > 0))
        top = round((HEIGHT - self._words.size().height()) / 2)
        painter.drawStaticText(0, top, self._words)
        if filters:
            self._paint_changes(painter, h, w, filters)
        painter.end()

    def _paint_changes(self, painter: QPainter, h: int, w: int, filters: int) -> None:
        theme, writer = self._theme.theme, number_writer(CONTROL)
        image = QImage(self._pixels.data, w, h * filters, 4 * w, QImage.Format.Format_RGB32)
        right = 0
        painter.setPen(QColor(theme.muted))
        for unit, tile in enumerate(self._tiles):
            name = tile.left() - NAME_WIDTH, 0, NAME_WIDTH - 3, HEIGHT
            writer.write_at(painter, name, index_words(unit), RIGHT)
            painter.drawImage(tile, image, QRect(0, unit * h, w, h))
            right = tile.right()
        scale = right + GAP, 0, self.width(), HEIGHT
        writer.write_at(painter, scale, self._scale_text, LEFT)
        right += GAP + round(writer.width(self._scale_text)) + GAP
        if right + writer.width(self._scores) <= self.width():
            painter.setPen(QColor(theme.text))
            writer.write_at(painter, (0, 0, self.width(), HEIGHT), self._scores, RIGHT)
        painter.setPen(QColor(theme.text if self.stands_out else theme.line))
        out = 0 if self.stands_out else 1  # a whole frame lies within the line
        painter.drawRects([tile.adjusted(-out, -out, out - 1, out - 1) for tile in self._tiles])
        cursor = self._keys.cursor
        if cursor is not None:
            unit, row, column = cursor
            zoom, tile = self._tiles[unit].height() // h, self._tiles[unit]
            cell = QRect(tile.x() + column * zoom, tile.y() + row * zoom, zoom, zoom)
            paint_cell_outline(painter, cell, theme, is_focus=True)

    def _arrange(self) -> None:
        """Place as many filters as there is room for between the title and the scale."""
        h, w, filters = self._changes.shape
        zoom = max(1, SIDE // max(h, w))
        self._words.prepare(font=text_font(CONTROL, bold=filters > 0))
        first = round(self._words.size().width()) + GAP
        scale = round(number_writer(CONTROL).width(self._scale_text)) + GAP
        count = min(int(filters), (self.width() - first - scale) // PITCH)
        top = (HEIGHT - h * zoom) // 2
        self._tiles = tuple(
            QRect(first + unit * PITCH + NAME_WIDTH, top, w * zoom, h * zoom)
            for unit in range(count)
        )

    def _recolor(self) -> None:
        _, w, filters = self._changes.shape
        if filters:
            self._limit = largest_magnitude(self._changes)
            self._scale_text = f"±{short_text(self._limit)}"
            colors = colors_of(
                self._changes, self._limit, self._theme.theme, ColorCode.SIGN
            )  # (H, W, filters)
            self._pixels = np.ascontiguousarray(colors.transpose(2, 0, 1)).reshape(-1, w)
        self._arrange()
        self.update()
