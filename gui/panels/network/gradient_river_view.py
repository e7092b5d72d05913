"""The gradient as a river from the loss to the input."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.inspection.gradient_river import RiverReach
from core.number_text import power_text
from gui.theme.fonts import CAPTION, number_font, text_font
from gui.theme.theme import CurrentTheme

HEIGHT = 92
LINE = 15
BAND = 40  # screen pixels for the widest place
THINNEST = 3.0
PER_POWER = 9.0  # screen pixels of width for every power of ten
#: What the width means; the longest that fits is written.
SCALES = (
    "gradient size (RMS), log scale: 10 × is 9 pixels wider",
    "gradient size (RMS), log scale",
    "RMS, log scale",
)
EXPLAINS = (
    "The size of the sample's gradient at every stage: the root of the mean square of "
    "dL/dx over its numbers x. It flows from the loss, at the right, to the input. Each factor "
    "of 10 makes the band 9 pixels wider. A closed ReLU and a lost pooling window make what "
    "flows through them exactly 0."
)


class GradientRiverView(QWidget):
    """A slim band whose width is the gradient's size, on a logarithmic scale, with drains.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``.
    """

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme = theme
        self._reaches: tuple[RiverReach, ...] = ()
        self.setToolTip(EXPLAINS)
        self.setAccessibleName("Gradient size")
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def reaches(self) -> tuple[RiverReach, ...]:
        """What is shown, input first."""
        return self._reaches

    def show_reaches(self, reaches: Sequence[RiverReach]) -> None:
        """Show the gradient at every place, input first."""
        self._reaches = tuple(reaches)
        self.update()

    def spoken_value(self) -> str:
        """Return the size at every place, and what drains it."""
        return ", ".join(
            f"{one.title} {_size_text(one.rms)} {one.drain}".strip() for one in self._reaches
        )

    def widths(self) -> tuple[float, ...]:
        """Return how wide the band is at every place, in screen pixels; 0 where it is dry."""
        powers = [_power(reach.rms) for reach in self._reaches]
        wet = [power for power in powers if power is not None]
        highest = max(wet, default=0.0)
        return tuple(
            0.0 if power is None else max(THINNEST, BAND - PER_POWER * (highest - power))
            for power in powers
        )

    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._reaches:
            return
        theme = self._theme.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = self.width() / len(self._reaches)
        middle = LINE + 2 + BAND / 2
        painter.fillPath(self._band(step, middle), QColor(theme.backward_soft))
        color = QColor(theme.backward)
        for place, width in enumerate(self.widths()):
            x = (place + 0.5) * step
            painter.fillRect(
                QRect(round(x) - 1, round(middle - width / 2), 2, max(1, round(width))), color
            )
        self._write(painter, step)
        painter.end()

    def _band(self, step: float, middle: float) -> QPainterPath:
        """Return the outline of the river, smooth between one place and the next."""
        widths = self.widths()
        places = [(0.0, widths[0])]
        places += [((place + 0.5) * step, width) for place, width in enumerate(widths)]
        places.append((float(self.width()), widths[-1]))
        path = QPainterPath(QPointF(0.0, middle - widths[0] / 2))
        for side, ordered in ((-1, places), (1, places[::-1])):
            for (x, width), (next_x, next_width) in pairwise(ordered):
                half = (x + next_x) / 2
                y, next_y = middle + side * width / 2, middle + side * next_width / 2
                path.cubicTo(half, y, half, next_y, next_x, next_y)
            if side < 0:
                path.lineTo(float(self.width()), middle + widths[-1] / 2)
        path.closeSubpath()
        return path

    def _write(self, painter: QPainter, step: float) -> None:
        theme = self._theme.theme
        words, numbers = text_font(CAPTION), number_font(CAPTION)
        below = LINE + 4 + BAND
        for place, reach in enumerate(self._reaches):
            left, width = round(place * step), round(step)
            _centered(painter, QRect(left, below, width, LINE), reach.title, words, theme.muted)
            size = _size_text(reach.rms)
            room = QRect(left, below + LINE, width, LINE)
            _centered(painter, room, size, numbers, theme.text)
            if reach.drain:
                room = QRect(left - 8, 0, width + 16, LINE)
                text = _fitting_drain(reach.drain, room.width() - 8, QFontMetricsF(words))
                _centered(painter, room, text, words, theme.backward)
        dry = [place for place, reach in enumerate(self._reaches) if reach.drain]
        free = round((min(dry, default=len(self._reaches)) - 0.1) * step)
        painter.setFont(words)
        painter.setPen(QColor(theme.muted))
        letters = painter.fontMetrics()
        scale = next((one for one in SCALES if letters.horizontalAdvance(one) <= free), "")
        painter.drawText(QRect(0, 0, free, LINE), Qt.AlignmentFlag.AlignVCenter, scale)


def _fitting_drain(drain: str, width: int, letters: QFontMetricsF) -> str:
    """Return ``ReLU closed 61 %``, or ``closed 61 %``, or ``61 %``, as there is room."""
    last_words = [drain, drain.partition(" ")[2], " ".join(drain.split()[-2:])]
    fitting = [text for text in last_words if letters.horizontalAdvance(text) <= width]
    return fitting[0] if fitting else last_words[-1]


def _centered(painter: QPainter, room: QRect, text: str, font: QFont, color: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(color))
    letters = painter.fontMetrics()
    fitting = letters.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, fitting)


def _power(rms: float) -> float | None:
    return math.log10(rms) if math.isfinite(rms) and rms > 0 else None


def _size_text(rms: float) -> str:
    return power_text(rms, 1)
