"""Which dashed curve is which run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme.fonts import CAPTION, number_font, text_font
from gui.theme.run_colors import run_color, run_dashes
from gui.theme.theme import CurrentTheme

HEIGHT = 18
SWATCH = 26
GAP = 6
ENTRY_GAP = 18
LEAST_NAME = 40
NUMBER_CHARACTERS = 15  # "0.1234 · 96.1 %"
EXPLAINS = (
    "Other runs, ticked in the Runs panel. Dashes: smoothed batches (or the mean of each "
    "epoch). Diamonds: validation."
)


@dataclass(frozen=True, slots=True)
class OverlayEntry:
    """A run's name, look, what it reads under the mouse, and its settings."""

    name: str
    color_index: int
    numbers: str = ""
    about: str = ""


class OverlayLegend(QWidget):
    """A line of swatches with names and numbers; names are shortened where room is scarce.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``.
    """

    def __init__(
        self, theme: CurrentTheme, *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("Other runs")
        self._theme = theme
        self._entries: tuple[OverlayEntry, ...] = ()
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip(EXPLAINS)
        theme.changed.connect(self.update)
        self.hide()

    @property
    def entries(self) -> tuple[OverlayEntry, ...]:
        """What is shown."""
        return self._entries

    def set_entries(self, entries: Sequence[OverlayEntry]) -> None:
        """Show other runs; hidden while there are none."""
        if tuple(entries) != self._entries:
            self._entries = tuple(entries)
            self.setVisible(bool(self._entries))
            lines = [f"{one.name}: {one.about}" for one in self._entries if one.about]
            self.setToolTip("\n\n".join([EXPLAINS, *lines]))
            self.update()

    def spoken_value(self) -> str:
        """Return every run with its numbers."""
        return " · ".join(f"{one.name} {one.numbers}".strip() for one in self._entries)

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        words, digits = text_font(CAPTION), number_font(CAPTION)
        metrics = QFontMetricsF(words)
        number = int(QFontMetricsF(digits).horizontalAdvance("0") * NUMBER_CHARACTERS) + GAP
        names = [int(metrics.horizontalAdvance(entry.name)) + 2 for entry in self._entries]
        fixed = len(names) * (SWATCH + GAP + ENTRY_GAP)
        has_numbers = fixed + sum(names) + len(names) * number <= self.width()
        room = self.width() - fixed - (len(names) * number if has_numbers else 0)
        widest = max(LEAST_NAME, room // max(1, len(names)))
        if sum(names) <= room:
            widest = max(names, default=0)
        x = 0
        center = Qt.AlignmentFlag.AlignVCenter
        for entry, width in zip(self._entries, names, strict=True):
            width = min(width, widest)
            color = QColor(run_color(self._theme.theme, entry.color_index))
            pen = QPen(color, 1.5)
            pen.setDashPattern(run_dashes(entry.color_index))
            painter.setPen(pen)
            painter.drawLine(x, self.height() // 2, x + SWATCH, self.height() // 2)
            x += SWATCH + GAP
            painter.setPen(QColor(self._theme.theme.muted))
            painter.setFont(words)
            shown = metrics.elidedText(entry.name, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRect(x, 0, width, self.height()), center, shown)
            x += width
            if has_numbers:
                painter.setPen(color)
                painter.setFont(digits)
                place = QRect(x + GAP, 0, number, self.height())
                painter.drawText(place, center, entry.numbers)
                x += number
            x += ENTRY_GAP
        painter.end()
