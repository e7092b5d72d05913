"""The images that a filter answered to most strongly, and which part of each it saw."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.anatomy.receptive_field import FieldBox
from core.arrays import ByteArray, IntArray
from core.index_words import index_words
from core.number_text import signed_text
from gui.judging.picture import EvaluationPicture
from gui.panels.explain.filter_likes import FilterLikes
from gui.theme.fonts import CONTROL, number_writer
from gui.theme.image_colors import image_colors
from gui.theme.text_writer import LEFT, RIGHT
from gui.theme.theme import CurrentTheme
from gui.widgets.selection_outline import paint_outline

COLUMNS = 3
LINE, GAP, APART = 18, 8, 16
LEAST, MOST = 28, 140  # screen pixels of a picture's longer side
MARGIN = 4
DIGITS = 2


class PatchesView(EvaluationPicture):
    """Nine images, strongest first: what the filter saw, large, and where that was.

    Signals
    -------
    pointed(int)
        One is under the mouse or has the keyboard; -1 for none.
    chosen(int)
        One was clicked.
    """

    pointed = Signal(int)
    chosen = Signal(int)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, "Strongest answers", parent)
        self._likes: FilterLikes | None = None
        self._images: tuple[ByteArray, ...] = ()
        self._under_mouse = -1
        self.setMouseTracking(True)
        self.setMinimumSize(COLUMNS * (LEAST + GAP), COLUMNS * (LEAST + LINE))

    @property
    def likes(self) -> FilterLikes | None:
        """What is shown."""
        return self._likes

    def show_likes(self, likes: FilterLikes, images: tuple[ByteArray, ...]) -> None:
        """Show the images of the strongest answers, each of shape (H, W, C)."""
        if likes is not self._likes:
            self._likes, self._images = likes, images
            self._under_mouse = -1
            self.update()

    def sentence(self, at: int) -> str:
        """Return what is said of one."""
        if self._likes is None or not 0 <= at < len(self._images):
            return ""
        image = f"image {index_words(self._likes.indices[at])}"
        box, answer = self._likes.boxes[at], signed_text(self._likes.values[at], 3)
        if box is None:
            return f"{image} · answer {answer}"
        rows = f"rows {index_words(box.top)}–{index_words(box.bottom)}"
        columns = f"columns {index_words(box.left)}–{index_words(box.right)}"
        return f"{image} · {rows}, {columns} · answer {answer}"

    def spoken_value(self) -> str:
        """Return what is said of the one in question, or of the strongest."""
        return self.sentence(max(self._under_mouse, 0)) or "no images"

    @property
    def shows_indices(self) -> bool:
        """Whether there is room for the index of every image; either all have it, or none."""
        return self._likes is not None and self._widest_caption(self._likes) <= self._cell()[0]

    def _widest_caption(self, likes: FilterLikes) -> int:
        """Return how wide the longest answer is with its index."""
        writer = number_writer(CONTROL)
        captions = (_caption(likes, at) for at in range(len(self._images)))
        widths = (GAP + sum(map(writer.width, one)) for one in captions)
        return math.ceil(max(widths, default=0))

    def place_of(self, at: int) -> QRect:
        """Return where an image is, with what was seen of it."""
        row, column = divmod(at, COLUMNS)
        wide, high = self._cell()
        return QRect(MARGIN + column * wide, MARGIN + row * high, wide - APART, high - GAP)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self._at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point(-1)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and at >= 0:
            self._put_cursor(*divmod(at, COLUMNS))
            self.chosen.emit(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._likes is None:
            return
        painter = self._painter()
        for at in range(len(self._images)):
            self._paint_one(painter, at, self._likes)
        painter.end()

    def _paint_one(self, painter: QPainter, at: int, likes: FilterLikes) -> None:
        theme, place, box = self.colors, self.place_of(at), likes.boxes[at]
        pixels = self._pixels(self._images[at])
        side = self._side()
        left = place.topLeft()
        if box is not None:
            seen = pixels[box.top : box.bottom + 1, box.left : box.right + 1]
            _paint(painter, QRect(left, _scaled(seen, side)), seen, theme.line)
            left = left + QPoint(side + GAP, 0)
        size = _scaled(pixels, side)
        whole = QRect(left, size)
        _paint(painter, whole, pixels, theme.line)
        if box is not None:
            paint_outline(painter, _part(whole, box, pixels.shape), theme)
        writer = number_writer(CONTROL)
        widest, has_room = self._widest_caption(likes), self.shows_indices
        wide = whole.right() - place.left()
        wide = max(wide, widest) if has_room else wide
        line = QRect(place.left(), place.top() + side + 2, wide, LINE)
        painter.setPen(QColor(theme.text))
        answer, index = _caption(likes, at)
        writer.write(painter, line, answer, LEFT)
        if has_room:
            painter.setPen(QColor(theme.muted))
            writer.write(painter, line, index, RIGHT)
        if at == self._under_mouse:
            painter.setPen(QColor(theme.muted))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(whole).adjusted(-1.5, -1.5, 1.5, 1.5))
        if self.walked_to is not None and self.walked_to[0] * COLUMNS + self.walked_to[1] == at:
            paint_outline(painter, whole, theme, is_focus=True)

    def _pixels(self, image: ByteArray) -> IntArray:
        return image_colors(image, self.colors)

    def _side(self) -> int:
        has_boxes = self._likes is not None and any(self._likes.boxes)
        wide = (self.width() - 2 * MARGIN + APART) // COLUMNS - APART
        wide = (wide - GAP) // 2 if has_boxes else wide
        rows = max(1, -(-len(self._images) // COLUMNS))
        high = (self.height() - 2 * MARGIN) // rows - LINE - GAP
        return max(LEAST, min(wide, high, MOST))

    def _cell(self) -> tuple[int, int]:
        side = self._side()
        has_boxes = self._likes is not None and any(self._likes.boxes)
        wide = 2 * side + GAP if has_boxes else side
        return wide + APART, side + LINE + GAP

    def _at(self, point: QPoint) -> int:
        found = (at for at in range(len(self._images)) if self.place_of(at).contains(point))
        return next(found, -1)

    def _point(self, at: int) -> None:
        if at != self._under_mouse:
            self._under_mouse = at
            self.pointed.emit(at)
            self.update()

    def _grid(self) -> tuple[int, int]:
        count = len(self._images)
        return -(-count // COLUMNS), min(count, COLUMNS)

    def _point_at(self, place: tuple[int, int] | None) -> None:
        self._point(-1 if place is None else self._place(*place))

    def _open(self, row: int, column: int) -> None:
        self.chosen.emit(self._place(row, column))

    def _place(self, row: int, column: int) -> int:
        return min(row * COLUMNS + column, len(self._images) - 1)


def _caption(likes: FilterLikes, at: int) -> tuple[str, str]:
    """Return what is written below an image: the answer to it, and its index."""
    return signed_text(likes.values[at], DIGITS), index_words(likes.indices[at])


def _scaled(pixels: IntArray, side: int) -> QSize:
    """Return how large pixels are shown: whole screen pixels each where they fit."""
    height, width = pixels.shape
    longest = max(height, width)
    if side >= longest:
        times = side // longest
        return QSize(width * times, height * times)
    return QSize(max(1, width * side // longest), max(1, height * side // longest))


def _paint(painter: QPainter, place: QRect, pixels: IntArray, line: str) -> None:
    pixels = np.ascontiguousarray(pixels)
    h, w = pixels.shape
    painter.drawImage(place, QImage(pixels.data, w, h, 4 * w, QImage.Format.Format_RGB32))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QColor(line))
    painter.drawRect(QRectF(place).adjusted(-0.5, -0.5, 0.5, 0.5))


def _part(whole: QRect, box: FieldBox, shape: tuple[int, ...]) -> QRect:
    """Return where a part of an image is on the screen."""
    height, width = shape
    top = whole.top() + box.top * whole.height() // height
    left = whole.left() + box.left * whole.width() // width
    bottom = whole.top() + (box.bottom + 1) * whole.height() // height
    right = whole.left() + (box.right + 1) * whole.width() // width
    return QRect(left, top, right - left, bottom - top)
