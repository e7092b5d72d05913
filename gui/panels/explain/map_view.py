"""Images as points that are pointed at, clicked, and caught with a lasso."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt, QVariantAnimation, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QStyle, QWidget

from core.arrays import BoolArray, FloatArray, IntArray
from core.number_words import counted
from gui.judging.points_picture import PointsPicture
from gui.judging.scattered import fitted, paint_names
from gui.panels.explain.lasso import inside, is_lasso
from gui.panels.explain.map_points import paint_points
from gui.panels.explain.map_toolbar import MapColors
from gui.panels.explain.mapped_images import MappedImages
from gui.theme.theme import CurrentTheme
from gui.widgets.accessible_picture import announce

CLICK = "click to show it"
TRAVELS_FOR = 2  # times as long as what is animated elsewhere


class DataMapView(PointsPicture):
    """Paints the points of a map; they travel to where another map has them.

    Signals
    -------
    pointed(int)
        A point is under the mouse or has the keyboard; -1 for none.
    chosen(int)
        A point was clicked.
    caught(ndarray of int)
        Points inside a lasso; none for an empty one.
    """

    pointed = Signal(int)
    chosen = Signal(int)
    caught = Signal(object)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, "Map of the data", parent)
        self._mapped: MappedImages | None = None
        self._layout: FloatArray = np.zeros((0, 2))  # where points are, or go to
        self._from: FloatArray = self._layout  # in screen pixels, when they left
        self._colors = MapColors.CLASS
        self._caught: BoolArray | None = None
        self._selected = -1
        self._lasso: list[QPointF] = []
        self._travel = QVariantAnimation(self)
        self._travel.setStartValue(0.0)
        self._travel.setEndValue(1.0)
        self._travel.valueChanged.connect(self._on_travelled)
        self.setMinimumSize(200, 84)

    @property
    def mapped(self) -> MappedImages | None:
        """What is shown."""
        return self._mapped

    @property
    def keeps_still(self) -> bool:
        """Whether people have asked the system for no motion."""
        return not self._travel_time()

    @property
    def is_travelling(self) -> bool:
        """Whether points are on their way."""
        return self._travel.state() is QVariantAnimation.State.Running

    def show_map(self, mapped: MappedImages) -> None:
        """Show a map; points of the same images travel there from where they are."""
        if mapped is self._mapped:
            return
        before, self._mapped = self._mapped, mapped
        is_same = before is not None and before.request.has_same_images(mapped.request)
        if not is_same:
            self._caught = None
        self._travel.stop()
        time, left = self._travel_time(), self._at
        self._place(mapped.data_map.layout)
        if is_same and time and self.isVisible() and left.shape == self._at.shape:
            self._from, self._at = left, left
            self._travel.setDuration(time)
            self._travel.start()
        announce(self)

    def show_on_the_way(self, layout: FloatArray) -> None:
        """Show where points are on their way, unless they are to keep still."""
        if layout.shape == self._layout.shape and not self.keeps_still:
            self._travel.stop()
            self._place(layout)

    def show_colors(self, colors: MapColors) -> None:
        """Colour points by something else."""
        if colors is not self._colors:
            self._colors = colors
            self._paint_anew()

    def show_caught(self, points: IntArray | None) -> None:
        """Let only those points stand out; None for all."""
        if points is None:
            self._caught = None
        else:
            self._caught = np.zeros(len(self._layout), np.bool_)
            self._caught[points] = True
        self._paint_anew()

    def show_selected(self, index: int) -> None:
        """Ring the shown sample, by its index in the part; -1 for none."""
        if index != self._selected:
            self._selected = index
            self.update()

    def spoken_value(self) -> str:
        """Return what is said of the point in question, or of all."""
        if self._mapped is None:
            return "no points"
        point = self._meant
        if point >= 0:
            return self._mapped.sentence(point)
        verdicts = self._mapped.data_map.verdicts
        wrong = len(verdicts.true) - verdicts.right
        return f"{counted(len(verdicts.true), 'image')}, {wrong:,} of them wrong"

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._travel.stop()
        self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._lasso = [event.position()]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._lasso and event.buttons() & Qt.MouseButton.LeftButton:
            self._lasso.append(event.position())
            self._point(-1)
            self.update()
        else:
            self._point(self.point_at(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        lasso, self._lasso = self._lasso, []
        if not lasso or event.button() != Qt.MouseButton.LeftButton:
            return
        if not is_lasso(lasso):
            point = self.point_at(event.position().toPoint())
            if point >= 0:
                self._put_cursor(0, self._column_of(point))
                self.chosen.emit(point)
            return
        self.update()
        self.caught.emit(inside(lasso, self._at))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_still(painter)
        self._paint_selected(painter)
        if self._lasso:
            painter.setPen(QPen(QColor(self.colors.text), 1.5, Qt.PenStyle.DashLine))
            painter.drawPolyline(QPolygonF(self._lasso))
        if self._mapped is not None and 0 <= self._under_mouse < len(self._at):
            point = self._under_mouse
            image = self._mapped.image(int(self._mapped.data_map.places[point]))
            texts = (self._mapped.headline(point), self._mapped.where(point), CLICK)
            self._paint_card(painter, point, image, texts)
        painter.end()

    def _paint_selected(self, painter: QPainter) -> None:
        if self._mapped is None or self._selected < 0:
            return
        for point in np.flatnonzero(self._mapped.data_map.places == self._selected).tolist():
            self._ring(painter, point)

    def _paint_points(self, painter: QPainter) -> None:
        if self._mapped is not None:
            theme, verdicts = self.colors, self._mapped.data_map.verdicts
            paint_points(painter, self._at, verdicts, self._colors, self._caught, theme)
            labels = verdicts.predicted if self._colors is MapColors.SAYS else verdicts.true
            paint_names(painter, self._at, labels, self._mapped.names, theme)

    def _place(self, layout: FloatArray) -> None:
        self._layout = layout
        self._order = np.argsort(layout[:, 0], kind="stable")
        self._fit()

    def _fit(self) -> None:
        """Let the points fill the widget, both axes in one scale."""
        self._at = fitted(self._layout, self.width(), self.height())
        self._paint_anew()

    @Slot(object)
    def _on_travelled(self, share: float) -> None:
        smooth = share * share * (3 - 2 * share)
        target = fitted(self._layout, self.width(), self.height())
        self._at = self._from + (target - self._from) * smooth
        self._paint_anew()

    def _travel_time(self) -> int:
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        return TRAVELS_FOR * self.style().styleHint(hint, None, self)

    def _point(self, point: int) -> bool:
        is_other = super()._point(point)
        if is_other:
            self.pointed.emit(point)
        return is_other

    def _grid(self) -> tuple[int, int]:
        return int(bool(len(self._layout))), len(self._layout)

    def _open(self, row: int, column: int) -> None:
        self.chosen.emit(int(self._order[column]))
