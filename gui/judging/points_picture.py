"""Images as points that are pointed at: what the map of the data and raw pixels share."""

from __future__ import annotations

from abc import abstractmethod

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from core.arrays import ByteArray, FloatArray, IntArray
from gui.judging.image_card import ImageCard
from gui.judging.picture import FADED, EvaluationPicture
from gui.theme.theme import CurrentTheme

NEAR = 10.0  # of a point that is meant
RING = 8.0


class PointsPicture(EvaluationPicture):
    """Knows where points are, which one is meant, and keeps what stays while the mouse moves.

    Parameters
    ----------
    theme : CurrentTheme
    name, title : str
        As in `EvaluationPicture`.
    """

    def __init__(
        self, theme: CurrentTheme, name: str, title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name, title, parent)
        self._at: FloatArray = np.zeros((0, 2))  # in screen pixels
        self._order: IntArray = np.zeros(0, np.int64)  # from left to right
        self._under_mouse = -1
        self._pixmap: QPixmap | None = None
        self._card = ImageCard()
        self.setMouseTracking(True)
        theme.changed.connect(self._paint_anew)

    @abstractmethod
    def _paint_points(self, painter: QPainter) -> None:
        """Paint the points, and what stays beside them."""

    def point_at(self, place: QPoint) -> int:
        """Return the point nearest to a place of the widget; -1 if none is near."""
        if not len(self._at):
            return -1
        away = np.hypot(self._at[:, 0] - place.x(), self._at[:, 1] - place.y())
        nearest = int(away.argmin())
        return nearest if away[nearest] <= NEAR else -1

    def place_of(self, point: int) -> QPoint:
        """Return where a point is painted."""
        return QPointF(*self._at[point].tolist()).toPoint()

    def leaveEvent(self, event: QEvent) -> None:
        self._point(-1)
        super().leaveEvent(event)

    @property
    def _meant(self) -> int:
        """The point under the mouse, or else the one that has the keyboard; -1 for none."""
        if self._under_mouse < 0 and self.walked_to is not None:
            return int(self._order[self.walked_to[1]])
        return self._under_mouse

    def _column_of(self, point: int) -> int:
        """Return the place of a point in the order from left to right."""
        return int(np.flatnonzero(self._order == point)[0])

    def _point(self, point: int) -> bool:
        """Mean another point; return whether it is another one."""
        if point == self._under_mouse:
            return False
        self._under_mouse = point
        self.update()
        return True

    def _paint_still(self, painter: QPainter) -> None:
        """Paint what stays while the mouse moves, and make ready for what does not."""
        if self._pixmap is None:
            self._pixmap = self._painted()
        painter.setOpacity(FADED if self.is_faded else 1.0)
        painter.drawPixmap(0, 0, self._pixmap)
        painter.setOpacity(1.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_card(
        self, painter: QPainter, point: int, image: ByteArray, texts: tuple[str, str, str]
    ) -> None:
        """Ring a point, and show its image beside it."""
        self._ring(painter, point, RING + 1)
        place = self.place_of(point)
        self._card.paint(painter, self.rect(), place, image, texts, self.colors)

    def _ring(self, painter: QPainter, point: int, radius: float = RING) -> None:
        middle = QPointF(*self._at[point].tolist())
        for color, width in ((self.colors.background, 4), (self.colors.selection, 2)):
            painter.setPen(QPen(QColor(color), width))
            painter.drawEllipse(middle, radius, radius)

    def _painted(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(QColor(self.colors.background))
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if len(self._at):
            self._paint_points(painter)
        painter.end()
        return pixmap

    @Slot()
    def _paint_anew(self) -> None:
        self._pixmap = None
        self.update()

    def _point_at(self, place: tuple[int, int] | None) -> None:
        self._point(-1 if place is None else int(self._order[place[1]]))
