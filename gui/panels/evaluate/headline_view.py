"""How many are right, large; with the interval, the loss, and of which step that is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.datasets.sample import Part
from core.number_text import fixed_text, loss_text, percent_text
from core.number_words import are, counted
from gui.judging.evaluation import Evaluation
from gui.theme.fonts import BODY, CONTROL, text_font
from gui.theme.theme import CurrentTheme

LARGE = 24.0
HEIGHT = 56
BESIDE = 12
PILL_HEIGHT, PILL_PADDING = 22, 9
PART_WORDS = {"test": "test", "validation": "validation", "train": "training"}
NOTHING_YET = "Nothing judged yet"
LEAST_SECONDS = 0.05
DECIMALS = 2


class Freshness(Enum):
    """Whether what is shown is of the shown step; the value is written in the pill."""

    NONE = ""
    SHOWN_STEP = "✓ this step"
    OTHER_STEP = "another step"
    OTHER_IMAGES = "other images"


@dataclass(frozen=True, slots=True)
class HeadlineText:
    """What is said.

    Attributes
    ----------
    right : str
        ``97.66 % right``.
    interval : str
        ``95 % interval 97.34 – 97.94 %``.
    remarks : tuple of str
        The second line, the most important first.
    freshness : Freshness
    """

    right: str
    interval: str = ""
    remarks: tuple[str, ...] = ()
    freshness: Freshness = Freshness.NONE

    def text(self) -> str:
        """Return all of it as one line."""
        parts = (self.right, self.interval, self.freshness.value, *self.remarks)
        return " · ".join(part for part in parts if part)


def headline_of(evaluation: Evaluation, freshness: Freshness) -> HeadlineText:
    """Return what is said of an evaluation."""
    judgement, request = evaluation.judgement, evaluation.request
    low, high = evaluation.interval
    wrong = judgement.images - evaluation.verdicts.right
    images = (
        f"your {counted(judgement.images, 'digit')}"
        if request.part is Part.OWN
        else counted(judgement.images, f"{PART_WORDS[request.part.value]} image")
    )
    verb = are(wrong)
    return HeadlineText(
        f"{percent_text(judgement.accuracy, DECIMALS)} right",
        f"95 % interval {_end(low)} – {percent_text(high, DECIMALS)}",
        (
            f"{wrong:,} of {images} {verb} wrong",
            f"loss {loss_text(judgement.loss)}",
            f"{request.moment.step_text}, judged in {_seconds(evaluation.seconds)}",
        ),
        freshness,
    )


class HeadlineView(QWidget):
    """Paints `HeadlineText`; what has no room is left out whole.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
    """

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("How many are right")
        self._theme = theme
        self._said = HeadlineText(NOTHING_YET)
        self.setFixedHeight(HEIGHT)
        theme.changed.connect(self.update)

    @property
    def said(self) -> HeadlineText:
        """What is said, whether or not there is room for all of it."""
        return self._said

    def say(self, said: HeadlineText) -> None:
        """Say it."""
        if said != self._said:
            self._said = said
            self.setToolTip(said.text())
            self.update()

    def spoken_value(self) -> str:
        """Return all of it."""
        return self._said.text()

    def least_width(self) -> int:
        """Return how wide percentage and pill are."""
        letters = QFontMetrics(text_font(LARGE, bold=True))
        return letters.horizontalAdvance("99.99 % right") + BESIDE + _pill_width(_WIDEST)

    def sizeHint(self) -> QSize:
        return QSize(self.least_width() + 190, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.least_width(), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, said = QPainter(self), self._theme.theme, self._said
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = Qt.AlignmentFlag.AlignVCenter
        x = self._write(painter, 0, text_font(LARGE, bold=True), said.right, theme.text)
        pill = _pill_width(said.freshness.value) + BESIDE if said.freshness.value else 0
        font = text_font(BODY)
        wide = QFontMetrics(font).horizontalAdvance(said.interval)
        if said.interval and x + BESIDE + wide + pill <= self.width():
            x = self._write(painter, x + BESIDE, font, said.interval, theme.muted, lower=3)
        if pill:
            self._paint_pill(painter, x + BESIDE)
        painter.setFont(text_font(CONTROL))
        painter.setPen(QColor(theme.muted))
        place = QRect(0, 34, self.width(), 18)
        painter.drawText(place, middle, self.quiet_line())
        painter.end()

    def quiet_line(self) -> str:
        """Return the remarks there is room for."""
        letters, parts = QFontMetrics(text_font(CONTROL)), list(self._said.remarks)
        while parts and letters.horizontalAdvance(" · ".join(parts)) > self.width():
            parts.pop()
        return " · ".join(parts)

    def _write(
        self, painter: QPainter, x: int, font: QFont, text: str, color: str, lower: int = 0
    ) -> int:
        wide = QFontMetrics(font).horizontalAdvance(text)
        painter.setFont(font)
        painter.setPen(QColor(color))
        place = QRect(x, lower, wide + 2, 34)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
        return x + wide

    def _paint_pill(self, painter: QPainter, x: int) -> None:
        theme, freshness = self._theme.theme, self._said.freshness
        is_fresh = freshness is Freshness.SHOWN_STEP
        place = QRectF(x, (34 - PILL_HEIGHT) / 2 + 1, _pill_width(freshness.value), PILL_HEIGHT)
        painter.setPen(QColor(theme.ok_soft if is_fresh else theme.warning))
        painter.setBrush(QColor(theme.ok_soft if is_fresh else theme.raised))
        painter.drawRoundedRect(place, PILL_HEIGHT / 2, PILL_HEIGHT / 2)
        painter.setFont(text_font(CONTROL, bold=True))
        painter.setPen(QColor(theme.ok if is_fresh else theme.warning))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, freshness.value)


_WIDEST = Freshness.OTHER_IMAGES.value


def _seconds(seconds: float) -> str:
    """Return how long it took; what rounds to nothing is less than the last digit."""
    return f"{fixed_text(seconds, 1)} s" if seconds >= LEAST_SECONDS else "< 0.1 s"


def _end(share: float) -> str:
    return percent_text(share, DECIMALS).removesuffix(" %")


def _pill_width(text: str) -> int:
    letters = QFontMetrics(text_font(CONTROL, bold=True))
    return letters.horizontalAdvance(text) + 2 * PILL_PADDING
