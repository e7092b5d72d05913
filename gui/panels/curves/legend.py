"""Coloured words that say which curve is which, with the numbers they stand at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.panels.curves.series import CurveSeries, word_color
from gui.theme.fonts import CAPTION, number_font, text_font
from gui.theme.theme import CurrentTheme

WORD_GAP = 5
ENTRY_GAP = 14


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One curve's name, in full and shortened for narrow places."""

    series: CurveSeries
    word: str
    short_word: str


class CurveLegend(QWidget):
    """A line such as ``batch 0.142  smoothed 0.151  validation 0.134``, right-aligned.

    The numbers keep their place while they change.  Where there is no room for everything,
    first the raw curve goes, then the words are shortened, then the parent goes; in the end
    all but the main curve, and that, too.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``.
    characters : int
        Width of every number.
    """

    def __init__(
        self,
        theme: CurrentTheme,
        *,
        name: str,
        characters: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme = theme
        self._characters = characters
        self._entries: Sequence[LegendEntry] = ()
        self._numbers: dict[CurveSeries, str] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self.update)

    def set_entries(self, entries: Sequence[LegendEntry]) -> None:
        """Name other curves."""
        self._entries = tuple(entries)
        self.updateGeometry()
        self.update()

    def set_numbers(self, numbers: Mapping[CurveSeries, str]) -> None:
        """Show other numbers."""
        if numbers != self._numbers:
            self._numbers = dict(numbers)
            self.update()

    def text(self) -> str:
        """Return everything there is to read, as plain text."""
        parts = (f"{e.word} {self._numbers.get(e.series, '')}".strip() for e in self._entries)
        return " · ".join(parts)

    def spoken_value(self) -> str:
        """Return every curve with its number."""
        return self.text()

    def number(self, series: CurveSeries) -> str:
        """Return the number that stands next to the word of `series`."""
        return self._numbers.get(series, "")

    def sizeHint(self) -> QSize:
        return QSize(self._width(self._choices()[0]), 20)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width(self._choices()[-3]), 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        choices = self._choices()
        shown = next((c for c in choices if self._width(c) <= self.width()), choices[-1])
        painter = QPainter(self)
        center = Qt.AlignmentFlag.AlignVCenter
        x = self.width() - self._width(shown)
        for series, word, has_number in shown:
            painter.setPen(QColor(word_color(self._theme.theme, series)))
            painter.setFont(_word_font())
            width = _word_width(word)
            painter.drawText(QRect(x, 0, width, self.height()), center, word)
            x += width
            if has_number:
                x += WORD_GAP
                painter.setFont(_digit_font())
                place = QRect(x, 0, self._number_width(), self.height())
                right = center | Qt.AlignmentFlag.AlignRight
                painter.drawText(place, right, self._numbers.get(series, ""))
                x += self._number_width()
            x += ENTRY_GAP
        painter.end()

    def _choices(self) -> list[list[tuple[CurveSeries, str, bool]]]:
        """Return what could be shown, from everything to the least."""
        raw, parent = CurveSeries.RAW, CurveSeries.PARENT
        full = [(e.series, e.word, True) for e in self._entries]
        short = [(e.series, e.short_word, True) for e in self._entries if e.series is not raw]
        return [
            full,
            [piece for piece in full if piece[0] is not raw],
            short,
            [piece for piece in short if piece[0] is not parent],
            # in a panel that is narrower than its parts like to be
            [piece for piece in short if piece[0] is CurveSeries.MAIN],
            [],
        ]

    def _width(self, pieces: Sequence[tuple[CurveSeries, str, bool]]) -> int:
        words = sum(_word_width(word) for _, word, _ in pieces)
        numbers = sum(has_number for _, _, has_number in pieces)
        gaps = max(0, len(pieces) - 1) * ENTRY_GAP
        return words + numbers * (self._number_width() + WORD_GAP) + gaps

    def _number_width(self) -> int:
        return _number_width(self._characters)


@lru_cache(maxsize=1)
def _word_font() -> QFont:
    return text_font(CAPTION + 0.5)


@lru_cache(maxsize=1)
def _digit_font() -> QFont:
    return number_font(CAPTION + 0.5)


@lru_cache(maxsize=64)
def _word_width(word: str) -> int:
    return _text_width(_word_font(), word)


@lru_cache(maxsize=8)
def _number_width(characters: int) -> int:
    return _text_width(_digit_font(), "0" * characters)


def _text_width(font: QFont, text: str) -> int:
    return round(QFontMetricsF(font).horizontalAdvance(text)) + 1
