"""How many are right, over the strength of one disturbance."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.arrays import ByteArray
from core.evaluation.disturbance import DISTURBANCES, Disturbance
from core.evaluation.robustness import RobustnessPoint
from core.evaluation.wilson_interval import wilson_interval
from core.number_text import digits_text, percent_text
from gui.judging.ink import paint_pixels
from gui.judging.picture import EvaluationPicture
from gui.judging.series_color import series_color
from gui.theme.fonts import BODY, CONTROL, number_writer, text_font
from gui.theme.text_writer import RIGHT
from gui.theme.theme import CurrentTheme

TITLE, PLOT, LABELS, EXAMPLE = 22, 110, 18, 42
LEFT_EDGE, RIGHT_EDGE = 48, 26
LEAST_WIDTH = 300


class RobustnessChart(EvaluationPicture):
    """Curves of one network or two, with an example image under every strength.

    Signals
    -------
    pointed(str)
        What is under the mouse or the keyboard, in a sentence; empty for nothing.
    """

    pointed = Signal(str)

    def __init__(
        self,
        theme: CurrentTheme,
        kind: Disturbance,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        self._known = DISTURBANCES[kind]
        super().__init__(theme, name, f"Right images, over {self._known.title.lower()}", parent)
        self._kind = kind
        self._points: tuple[RobustnessPoint, ...] = ()
        self._examples: ByteArray | None = None
        self._names: tuple[str, ...] = ()
        self._under_mouse: int | None = None
        self.setMouseTracking(True)
        self.setToolTip(self._known.explained)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self.sizeHint().height())

    @property
    def points(self) -> tuple[RobustnessPoint, ...]:
        """What is shown."""
        return self._points

    def show_points(
        self,
        points: tuple[RobustnessPoint, ...],
        examples: ByteArray | None,
        names: tuple[str, ...],
    ) -> None:
        """Show what is known so far.

        Parameters
        ----------
        points : tuple of RobustnessPoint
        examples : ndarray of uint8, shape (levels + 1, H, W, C), optional
        names : tuple of str
            Of the networks.
        """
        self._points, self._examples, self._names = points, examples, names
        self.update()

    def level_text(self, level: float) -> str:
        """Return a strength with its unit: ``30°``, ``20 %``, ``1.5 px``."""
        if not level:
            return "as it is"
        if self._known.unit == "%":
            return percent_text(level, 0)
        between = "" if self._known.unit == "°" else " "
        return f"{digits_text(level, 3)}{between}{self._known.unit}"

    def sentence(self, at: int) -> str:
        """Return what is right at one strength."""
        point = self._points[at]
        parts = []
        for network, right in enumerate(point.right):
            low, high = wilson_interval(right, point.images) or (0.0, 1.0)
            who = f"{self._names[network]} " if len(point.right) > 1 else ""
            low_text = percent_text(low).removesuffix(" %")
            parts.append(
                f"{who}{percent_text(point.share(network))} right "
                f"(95 % interval {low_text} – {percent_text(high)})"
            )
        return f"{self._known.title}, {self.level_text(point.level)}: {'; '.join(parts)}"

    def x_of(self, at: int) -> float:
        """Return where a strength is: all are equally far apart."""
        steps = max(1, len(self._known.levels))
        return LEFT_EDGE + (self.width() - LEFT_EDGE - RIGHT_EDGE) * at / steps

    def spoken_value(self) -> str:
        """Return what is said of the strength with the keyboard, or of the largest."""
        if not self._points:
            return "nothing judged yet"
        at = self.walked_to[1] if self.walked_to else len(self._points) - 1
        return self.sentence(at)

    def sizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, TITLE + PLOT + LABELS + EXAMPLE + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        count = len(self._points)
        at = min(range(count), key=lambda k: abs(self.x_of(k) - x)) if count else None
        self._point_at(None if at is None else (0, at))

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = self._painter(), self.colors
        painter.setFont(text_font(BODY, bold=True))
        painter.setPen(QColor(theme.text))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(0, 0, self.width(), TITLE - 4), left, self._known.title)
        plot = QRect(LEFT_EDGE, TITLE, self.width() - LEFT_EDGE - RIGHT_EDGE, PLOT)
        painter.fillRect(plot, QColor(theme.background))
        writer = number_writer(CONTROL)
        for share in (0.0, 0.5, 1.0):
            y = self._y(share)
            painter.setPen(QColor(theme.line))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(theme.muted))
            middle = min(max(round(y), TITLE + 5), TITLE + PLOT - 6)
            place = QRect(0, middle - 8, LEFT_EDGE - 6, 16)
            writer.write(painter, place, percent_text(share, 0), RIGHT)
        for network in range(len(self._points[0].right) if self._points else 0):
            self._paint_curve(painter, network)
        self._paint_below(painter)
        painter.end()

    def _paint_curve(self, painter: QPainter, network: int) -> None:
        theme = self.colors
        places = [
            QPointF(self.x_of(at), self._y(point.share(network)))
            for at, point in enumerate(self._points)
        ]
        color = QColor(series_color(theme, network))
        pen = QPen(color, 2.0)
        if network:
            pen.setDashPattern([4.0, 2.0])
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(places))
        pointed = self.walked_to[1] if self.walked_to else self._under_mouse
        for at, place in enumerate(places):
            size = 5.0 if at == pointed else 3.0
            painter.setPen(QPen(QColor(theme.selection if at == pointed else color), 1.5))
            painter.setBrush(color)
            painter.drawEllipse(place, size, size)

    def _paint_below(self, painter: QPainter) -> None:
        theme, writer = self.colors, number_writer(CONTROL)
        levels = (0.0, *self._levels())
        painter.setPen(QColor(theme.muted))
        for at, level in enumerate(levels):
            place = QRect(round(self.x_of(at)) - 26, TITLE + PLOT + 2, 52, LABELS - 2)
            short = "0" if not level else self.level_text(level).removesuffix(" px")
            writer.write(painter, place, short)
        if self._examples is None:
            return
        for at, image in enumerate(self._examples):
            side = self._side(len(levels))
            x = round(self.x_of(at)) - side // 2
            place = QRect(x, TITLE + PLOT + LABELS + (EXAMPLE - side) // 2, side, side)
            paint_pixels(painter, place, image, theme)
            painter.setPen(QColor(theme.line))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(-1, -1, 0, 0))

    def _levels(self) -> tuple[float, ...]:
        if self._examples is None:
            return self._known.levels
        return self._known.levels_for(*self._examples.shape[1:3])

    def _side(self, count: int) -> int:
        """Return the side of an example: whole pixels, where there is room for that."""
        room = (self.width() - LEFT_EDGE - RIGHT_EDGE) // max(1, count - 1) - 4
        return max(16, min(EXAMPLE, room))

    def _y(self, share: float) -> float:
        return TITLE + PLOT * (1 - share)

    def _grid(self) -> tuple[int, int]:
        return min(1, len(self._points)), len(self._points)

    def _point_at(self, place: tuple[int, int] | None) -> None:
        at = None if place is None or place[1] >= len(self._points) else place[1]
        if at != self._under_mouse:
            self._under_mouse = at
            self.pointed.emit("" if at is None else self.sentence(at))
            self.update()

    def _open(self, row: int, column: int) -> None:
        self.pointed.emit(self.sentence(column))
