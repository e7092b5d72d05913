"""Accuracy over the share of the weights that are 0, as a small picture."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.number_text import percent_text
from core.what_if.pruning import PruningCurve
from gui.theme.fonts import CONTROL, text_font
from gui.theme.theme import CurrentTheme
from gui.widgets.walked_picture import WalkedPicture

LEFT, TOP, BOTTOM, RIGHT = 40, 8, 20, 12
RADIUS = 3.5
TALLEST = 360  # screen pixels
EMPTY = "Nothing judged yet"


class PruneCurve(WalkedPicture):
    """One dot for each share that was judged.

    Signals
    -------
    pointed(str)
        What is under the mouse or the keyboard; empty for nothing.
    chosen(float)
        A share was clicked.
    """

    pointed = Signal(str)
    chosen = Signal(float)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("Accuracy with fewer weights")
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMaximumHeight(TALLEST)
        self._theme = theme
        self._curve: PruningCurve | None = None
        self._share = 0.0
        self._is_faded = False
        theme.changed.connect(self.update)

    @property
    def curve(self) -> PruningCurve | None:
        """What is shown."""
        return self._curve

    def show_curve(self, curve: PruningCurve | None) -> None:
        """Show a curve, or none."""
        self._curve = curve
        self.update()

    def show_share(self, share: float) -> None:
        """Mark the share that is chosen."""
        self._share = share
        self.update()

    def set_faded(self, *, is_faded: bool) -> None:
        """Pale while it is of other weights."""
        self._is_faded = is_faded
        self.update()

    def spoken_value(self) -> str:
        """Return the point with the keyboard, or the first."""
        if self._curve is None:
            return EMPTY
        return self._sentence(self.walked_to[1] if self.walked_to else 0)

    def place_of(self, at: int) -> QPointF:
        """Return where a dot is."""
        curve = self._curve
        if curve is None:
            return QPointF()
        return self._point(curve.shares[at], curve.accuracies[at])

    def sizeHint(self) -> QSize:
        return QSize(360, 132)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 96)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position())
        self._point_at(None if at is None else (0, at))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and at is not None:
            self._put_cursor(0, at)
            self._open(0, at)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, curve = QPainter(self), self._theme.theme, self._curve
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(0.4 if self._is_faded else 1.0)
        painter.setFont(text_font(CONTROL))
        for accuracy in (0.0, 0.5, 1.0):
            y = self._point(0, accuracy).y()
            painter.setPen(QColor(theme.line))
            painter.drawLine(QPointF(LEFT, y), QPointF(self.width() - RIGHT, y))
            painter.setPen(QColor(theme.muted))
            place = QRect(0, round(y) - 9, LEFT - 6, 18)
            painter.drawText(place, _RIGHT, percent_text(accuracy, 0))
        for share in (0.0, 0.5, 1.0):
            x = round(self._point(share, 0).x())
            room = QRect(x - 60, self.height() - BOTTOM + 2, 120, BOTTOM - 2)
            side = Qt.AlignmentFlag.AlignHCenter
            if share == 0:  # else it would touch that of the other axis
                room.moveLeft(LEFT)
                side = Qt.AlignmentFlag.AlignLeft
            elif share == 1:
                room.moveRight(min(room.right(), self.width() - 1))
                side = Qt.AlignmentFlag.AlignRight
            what = f"{percent_text(share, 0)}{' are 0' if share == 1 else ''}"
            painter.drawText(room, side, what)
        if curve is not None:
            points = [self.place_of(at) for at in range(len(curve.shares))]
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawPolyline(QPolygonF(points))
            painter.setBrush(QColor(theme.accent))
            for at, point in enumerate(points):
                is_walked = self.walked_to == (0, at)
                painter.setPen(QPen(QColor(theme.selection if is_walked else theme.surface), 1))
                painter.drawEllipse(point, RADIUS + is_walked, RADIUS + is_walked)
            at_share = self._point(self._share, 0).x()
            painter.setPen(QPen(QColor(theme.text), 1))
            painter.drawLine(QPointF(at_share, TOP), QPointF(at_share, self.height() - BOTTOM))
        painter.end()

    def _point(self, share: float, accuracy: float) -> QPointF:
        wide = max(1, self.width() - LEFT - RIGHT)
        high = max(1, self.height() - TOP - BOTTOM)
        return QPointF(LEFT + share * wide, TOP + (1 - accuracy) * high)

    def _at(self, point: QPointF) -> int | None:
        if self._curve is None:
            return None
        apart = [abs(self.place_of(at).x() - point.x()) for at in range(self._grid()[1])]
        return apart.index(min(apart))

    def _sentence(self, at: int) -> str:
        curve = self._curve
        if curve is None:
            return EMPTY
        share = percent_text(curve.shares[at], 0)
        right = percent_text(curve.accuracies[at], 2)
        return f"With the smallest {share} of the weights set to 0, {right} are right."

    def _grid(self) -> tuple[int, int]:
        return (1, len(self._curve.shares)) if self._curve is not None else (0, 0)

    def _point_at(self, place: tuple[int, int] | None) -> None:
        self.pointed.emit("" if place is None else self._sentence(place[1]))
        self.update()

    def _open(self, row: int, column: int) -> None:
        if self._curve is not None:
            self.chosen.emit(self._curve.shares[column])


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
