"""Images as points by their raw pixels, which can be pointed at and clicked."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from core.arrays import FloatArray, IntArray
from core.exploring.parts import PART_WORDS, Place
from core.exploring.pixel_plane import PixelPlane
from core.index_words import index_words
from gui.judging.class_words import short_name
from gui.judging.image_card import ImageCard
from gui.judging.picture import EvaluationPicture
from gui.judging.scattered import DOT, fitted, paint_dots, paint_names
from gui.theme.class_colors import class_color
from gui.theme.theme import CurrentTheme

NEAR = 10.0  # of a point that is meant
RING = 8.0
LEAST = QSize(240, 180)


class PixelPlaneView(EvaluationPicture):
    """Paints a dot for every image, in the colour of its class.

    Signals
    -------
    chosen(Place)
        A point was clicked.
    """

    chosen = Signal(object)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, "Images by their pixels", parent)
        self._plane: PixelPlane | None = None
        self._names: tuple[str, ...] = ()
        self._at: FloatArray = np.zeros((0, 2))  # in screen pixels
        self._order: IntArray = np.zeros(0, np.int64)  # from left to right
        self._selected: Place | None = None
        self._under_mouse = -1
        self._pixmap: QPixmap | None = None
        self._card = ImageCard()
        self.setMouseTracking(True)
        self.setMinimumSize(LEAST)
        theme.changed.connect(self._paint_anew)

    def show_plane(self, plane: PixelPlane | None, names: tuple[str, ...]) -> None:
        """Show where images lie; None for nothing."""
        self._plane, self._names = plane, names
        self._under_mouse = -1
        layout = np.zeros((0, 2)) if plane is None else plane.layout
        self._order = np.argsort(layout[:, 0], kind="stable")
        self._fit()

    def show_selected(self, place: Place | None) -> None:
        """Ring the shown sample, if it is among them."""
        if place != self._selected:
            self._selected = place
            self.update()

    def place_of(self, point: int) -> QPoint:
        """Return where a point is painted."""
        return QPointF(*self._at[point].tolist()).toPoint()

    def point_at(self, place: QPoint) -> int:
        """Return the point nearest to a place of the widget; -1 if none is near."""
        if not len(self._at):
            return -1
        away = np.hypot(self._at[:, 0] - place.x(), self._at[:, 1] - place.y())
        nearest = int(away.argmin())
        return nearest if away[nearest] <= NEAR else -1

    def spoken_value(self) -> str:
        """Return what is said of the point in question, or how many there are."""
        point = self._under_mouse
        if point < 0 and self.walked_to is not None:
            point = int(self._order[self.walked_to[1]])
        return f"{len(self._at):,} images" if point < 0 else ", ".join(self._texts(point)[:2])

    def sizeHint(self) -> QSize:
        return QSize(360, 260)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.point_at(event.position().toPoint()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = self.point_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and point >= 0:
            column = int(np.flatnonzero(self._order == point)[0])
            self._put_cursor(0, column)
            self._open(0, column)

    def leaveEvent(self, event: QEvent) -> None:
        self._point(-1)
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._pixmap is None:
            self._pixmap = self._painted()
        painter.drawPixmap(0, 0, self._pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        plane = self._plane
        if plane is not None:
            if self._selected is not None and self._selected[0] is plane.part.part:
                for point in np.flatnonzero(plane.indices == self._selected[1]).tolist():
                    self._ring(painter, point, RING)
            point = self._under_mouse
            if 0 <= point < len(self._at):
                self._ring(painter, point, RING + 1)
                image = plane.part.image(int(plane.indices[point]))
                place, texts = self.place_of(point), self._texts(point)
                self._card.paint(painter, self.rect(), place, image, texts, self.colors)
        painter.end()

    def _texts(self, point: int) -> tuple[str, ...]:
        plane = self._plane
        if plane is None:
            return ("", "", "")
        label = int(plane.labels[point])
        name = short_name(self._names[label]) if label < len(self._names) else f"{label}"
        index = index_words(int(plane.indices[point]))
        where = f"{PART_WORDS[plane.part.part]} image {index}"
        return name, where, "click to show it"

    def _ring(self, painter: QPainter, point: int, radius: float) -> None:
        middle = QPointF(*self._at[point].tolist())
        for color, width in ((self.colors.background, 4), (self.colors.selection, 2)):
            painter.setPen(QPen(QColor(color), width))
            painter.drawEllipse(middle, radius, radius)

    def _painted(self) -> QPixmap:
        """Return all that stays while the mouse moves."""
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        theme, plane = self.colors, self._plane
        pixmap.fill(QColor(theme.background))
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if plane is not None and len(self._at):
            for label in np.unique(plane.labels).tolist():
                here = self._at[plane.labels == label]
                paint_dots(painter, here, class_color(theme, label), DOT)
            paint_names(painter, self._at, plane.labels, self._names, theme)
        painter.end()
        return pixmap

    def _fit(self) -> None:
        layout = np.zeros((0, 2)) if self._plane is None else self._plane.layout
        self._at = fitted(layout, self.width(), self.height())
        self._paint_anew()

    @Slot()
    def _paint_anew(self) -> None:
        self._pixmap = None
        self.update()

    def _point(self, point: int) -> None:
        if point != self._under_mouse:
            self._under_mouse = point
            self.update()

    def _grid(self) -> tuple[int, int]:
        return int(bool(len(self._at))), len(self._at)

    def _point_at(self, place: tuple[int, int] | None) -> None:
        self._point(-1 if place is None else int(self._order[place[1]]))

    def _open(self, row: int, column: int) -> None:
        if self._plane is not None:
            point = int(self._order[column])
            self.chosen.emit((self._plane.part.part, int(self._plane.indices[point])))
