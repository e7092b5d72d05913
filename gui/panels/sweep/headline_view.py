"""The panel's first line: how good the best trial is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme.fonts import CONTROL, text_font
from gui.theme.theme import CurrentTheme
from gui.widgets.wrapped_text import whole_lines

LARGE, LESS_LARGE, HEIGHT = 24.0, 18.0, 56
PILL_HEIGHT, PILL_PADDING, GAP = 22, 9, 10
LINE = 34


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where everything stands in a certain width."""

    font: QFont
    large: QRect
    sentence: str
    pill: QRect
    quiet: QRect
    below: str


class SweepHeadlineView(QWidget):
    """Paints a sentence, a pill beside it, and a quiet line below; nothing is ever cut.

    What does not fit becomes smaller, then goes on in the next line.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
    """

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("What came of the sweep")
        self._theme = theme
        self._large = self._pill = self._quiet = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    def show_texts(self, large: str, pill: str, quiet: str) -> None:
        """Show other words."""
        if (large, pill, quiet) != (self._large, self._pill, self._quiet):
            self._large, self._pill, self._quiet = large, pill, quiet
            self.setToolTip(self.spoken_value())
            self.updateGeometry()
            self.update()

    def line_width(self) -> int:
        """Return how wide the first line is at least, without breaking it."""
        letters = QFontMetrics(text_font(LESS_LARGE, bold=True))
        return letters.horizontalAdvance(self._large) + self._pill_room() + 1

    def spoken_value(self) -> str:
        """Return all of it."""
        return " · ".join(part for part in (self._large, self._pill, self._quiet) if part)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(HEIGHT, self._plan(width).quiet.bottom() + 4)

    def sizeHint(self) -> QSize:
        return QSize(420, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, plan = QPainter(self), self._theme.theme, self._plan(self.width())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(plan.font)
        painter.setPen(QColor(theme.text))
        painter.drawText(plan.large, Qt.AlignmentFlag.AlignVCenter, plan.sentence)
        if self._pill:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.raised))
            painter.drawRoundedRect(plan.pill, PILL_HEIGHT / 2, PILL_HEIGHT / 2)
            painter.setFont(text_font(CONTROL, bold=True))
            painter.setPen(QColor(theme.muted))
            painter.drawText(plan.pill, Qt.AlignmentFlag.AlignCenter, self._pill)
        painter.setFont(text_font(CONTROL))
        painter.setPen(QColor(theme.muted))
        painter.drawText(plan.quiet, Qt.AlignmentFlag.AlignVCenter, plan.below)
        painter.end()

    def _pill_room(self) -> int:
        if not self._pill:
            return 0
        letters = QFontMetrics(text_font(CONTROL, bold=True))
        return letters.horizontalAdvance(self._pill) + 2 * PILL_PADDING + GAP

    def _plan(self, width: int) -> _Plan:
        """Return where everything stands, if there is room, in two lines."""
        room, pill_room = max(width, 1), self._pill_room()
        font = text_font(LARGE, bold=True)
        if QFontMetrics(font).horizontalAdvance(self._large) + pill_room > room:
            font = text_font(LESS_LARGE, bold=True)
        letters = QFontMetrics(font)
        wide = letters.horizontalAdvance(self._large)
        fits = wide + pill_room <= room
        sentence = whole_lines(self._large, letters, room)
        large = QRect(0, 0, min(wide + 1, room), max(LINE, _height(sentence, letters)))
        pill = QRect(wide + GAP, (LINE - PILL_HEIGHT) // 2, pill_room - GAP, PILL_HEIGHT)
        bottom = large.bottom() + 1
        if self._pill and not fits:
            pill = QRect(0, bottom, min(pill_room - GAP, width), PILL_HEIGHT)
            bottom += PILL_HEIGHT + 4
        small = QFontMetrics(text_font(CONTROL))
        below = whole_lines(self._quiet, small, room)
        quiet = QRect(0, bottom, width, max(18, _height(below, small)))
        return _Plan(font, large, "\n".join(sentence), pill, quiet, "\n".join(below))


def _height(lines: list[str], letters: QFontMetrics) -> int:
    return letters.size(0, "\n".join(lines)).height()
