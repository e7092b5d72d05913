"""How often it is right, over how sure it is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.evaluation.reliability import ReliabilityBin
from core.number_text import percent_text
from core.number_words import counted
from gui.judging.picture import EvaluationPicture
from gui.theme.fonts import CONTROL, number_writer
from gui.theme.text_writer import LEFT, RIGHT
from gui.theme.theme import CurrentTheme
from gui.widgets.thin_frame import paint_frame

SIDE = 150
LEFT_EDGE, BELOW, ABOVE = 48, 20, 6
FEW, FAINT = 10, 0.38  # a bar of fewer images says little, and is painted so


class ReliabilityDiagram(EvaluationPicture):
    """One bar for each bin; the dashed part is what is missing or too much.

    Signals
    -------
    pointed(str)
        What is under the mouse or the keyboard, in a sentence; empty for nothing.
    """

    pointed = Signal(str)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, "How often it is right, over how sure it is", parent)
        self._bins: tuple[ReliabilityBin, ...] = ()
        self._under_mouse: int | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(self.sizeHint())

    @property
    def bins(self) -> tuple[ReliabilityBin, ...]:
        """What is shown."""
        return self._bins

    def show_bins(self, bins: tuple[ReliabilityBin, ...] | None) -> None:
        """Show other bins; None where there are no probabilities."""
        self._bins = bins or ()
        self._under_mouse = None
        self.update()

    def rect_of(self, at: int) -> QRect:
        """Return the column of a bin, from the top of the plot to its bottom."""
        left, right = (
            LEFT_EDGE + round(SIDE * end / max(1, len(self._bins))) for end in (at, at + 1)
        )
        return QRect(left, ABOVE, right - left, SIDE)

    def sentence(self, at: int) -> str:
        """Return what one bar says."""
        one = self._bins[at]
        sure = f"{percent_text(one.low, 0).removesuffix(' %')}–{percent_text(one.high, 0)}"
        if one.accuracy is None:
            return f"It is never {sure} sure."
        share = percent_text(one.accuracy)
        return (
            f"Where it is {sure} sure, it is right {share} of the time "
            f"({counted(one.count, 'image')})."
        )

    def spoken_value(self) -> str:
        """Return what the bar says that has the keyboard, or that of the most images."""
        if not self._bins:
            return "nothing judged yet"
        most = max(range(len(self._bins)), key=lambda at: self._bins[at].count)
        return self.sentence(self.walked_to[1] if self.walked_to else most)

    def sizeHint(self) -> QSize:
        return QSize(LEFT_EDGE + SIDE + 6, ABOVE + SIDE + BELOW)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._at_point(event.position().toPoint())
        self._point_at(None if at is None else (0, at))

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = self._painter(), self.colors
        plot = QRect(LEFT_EDGE, ABOVE, SIDE, SIDE)
        painter.fillRect(plot, QColor(theme.background))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QColor(theme.line))
        for share in (0.0, 0.5, 1.0):
            y = self._y(share)
            painter.drawLine(LEFT_EDGE, y, LEFT_EDGE + SIDE, y)
        for at in range(len(self._bins)):
            self._paint_bar(painter, at)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(theme.muted), 1.0)
        pen.setDashPattern([4.0, 3.0])
        painter.setPen(pen)
        painter.drawLine(plot.bottomLeft(), plot.topRight())
        self._paint_labels(painter)
        painter.end()

    def _paint_bar(self, painter: QPainter, at: int) -> None:
        theme, one, column = self.colors, self._bins[at], self.rect_of(at)
        is_pointed = at == self._under_mouse or (
            self.walked_to is not None and self.walked_to[1] == at
        )
        if is_pointed:
            painter.fillRect(column, QColor(theme.raised))
        if one.accuracy is None or one.confidence is None:
            return
        top, believed = self._y(one.accuracy), self._y(one.confidence)
        inside = column.adjusted(1, 0, -1, 0)
        bar = QRect(inside.left(), top, inside.width(), self._y(0) - top)
        few = QColor(theme.positive)
        few.setAlphaF(FAINT if one.count < FEW else 1.0)
        painter.fillRect(bar, few)
        gap = QRect(inside.left(), min(top, believed), inside.width() - 1, abs(top - believed))
        if gap.height() > 1:
            pen = QPen(QColor(theme.error), 1.0)
            pen.setDashPattern([2.0, 2.0])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(gap)
        if is_pointed:
            paint_frame(painter, column, theme.selection)

    def _paint_labels(self, painter: QPainter) -> None:
        painter.setPen(QColor(self.colors.muted))
        writer = number_writer(CONTROL)
        for share in (0.0, 0.5, 1.0):
            middle = min(max(self._y(share), ABOVE + 5), ABOVE + SIDE - 6)
            place = QRect(0, middle - 8, LEFT_EDGE - 6, 16)
            writer.write(painter, place, percent_text(share, 0), RIGHT)
        below = QRect(LEFT_EDGE, ABOVE + SIDE + 2, SIDE, BELOW - 4)
        writer.write(painter, below, "0", LEFT)
        writer.write(painter, below, "sure")
        writer.write(painter, below, "100 %", RIGHT)

    def _y(self, share: float) -> int:
        return ABOVE + SIDE - round(SIDE * share)

    def _at_point(self, point: QPoint) -> int | None:
        for at in range(len(self._bins)):
            if self.rect_of(at).contains(point):
                return at
        return None

    def _grid(self) -> tuple[int, int]:
        return min(1, len(self._bins)), len(self._bins)

    def _point_at(self, place: tuple[int, int] | None) -> None:
        at = None if place is None else place[1]
        if at != self._under_mouse:
            self._under_mouse = at
            self.pointed.emit("" if at is None else self.sentence(at))
            self.update()

    def _open(self, row: int, column: int) -> None:
        self.pointed.emit(self.sentence(column))
