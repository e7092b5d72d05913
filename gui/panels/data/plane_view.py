"""Images as points by their raw pixels, which can be pointed at and clicked."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from core.exploring.parts import PART_WORDS, Place
from core.exploring.pixel_plane import PixelPlane
from core.index_words import index_words
from core.number_words import counted
from gui.judging.class_words import short_name
from gui.judging.points_picture import PointsPicture
from gui.judging.scattered import DOT, fitted, paint_dots, paint_names
from gui.theme.class_colors import class_color
from gui.theme.theme import CurrentTheme

LEAST = QSize(240, 180)


class PixelPlaneView(PointsPicture):
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
        self._selected: Place | None = None
        self.setMinimumSize(LEAST)

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

    def spoken_value(self) -> str:
        """Return what is said of the point in question, or how many there are."""
        point = self._meant
        return (
            counted(len(self._at), "image") if point < 0 else ", ".join(self._texts(point)[:2])
        )

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
            column = self._column_of(point)
            self._put_cursor(0, column)
            self._open(0, column)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_still(painter)
        plane, point = self._plane, self._under_mouse
        if plane is not None:
            if self._selected is not None and self._selected[0] is plane.part.part:
                for selected in np.flatnonzero(plane.indices == self._selected[1]).tolist():
                    self._ring(painter, selected)
            if 0 <= point < len(self._at):
                image = plane.part.image(int(plane.indices[point]))
                self._paint_card(painter, point, image, self._texts(point))
        painter.end()

    def _texts(self, point: int) -> tuple[str, str, str]:
        plane = self._plane
        if plane is None:
            return ("", "", "")
        label = int(plane.labels[point])
        name = short_name(self._names[label]) if label < len(self._names) else f"{label}"
        index = index_words(int(plane.indices[point]))
        where = f"{PART_WORDS[plane.part.part]} image {index}"
        return name, where, "click to show it"

    def _paint_points(self, painter: QPainter) -> None:
        theme, plane = self.colors, self._plane
        if plane is not None:
            for label in np.unique(plane.labels).tolist():
                here = self._at[plane.labels == label]
                paint_dots(painter, here, class_color(theme, label), DOT)
            paint_names(painter, self._at, plane.labels, self._names, theme)

    def _fit(self) -> None:
        layout = np.zeros((0, 2)) if self._plane is None else self._plane.layout
        self._at = fitted(layout, self.width(), self.height())
        self._paint_anew()

    def _grid(self) -> tuple[int, int]:
        return int(bool(len(self._at))), len(self._at)

    def _open(self, row: int, column: int) -> None:
        if self._plane is not None:
            point = int(self._order[column])
            self.chosen.emit((self._plane.part.part, int(self._plane.indices[point])))
