"""One labelled row for each of a few units."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPaintEvent

from core.datasets.class_names import class_name
from core.latest_few import LatestFew
from gui.panels.network.unit_picture import UnitPicture
from gui.theme.fonts import CONTROL, number_writer
from gui.theme.text_writer import RIGHT, TextWriter
from gui.widgets.selection_outline import paint_outline

#: More units than this are a strip.
MAX_ROWS = 16
#: Room for the number of a unit, and the most that a name gets.
LABEL_WIDTH, MOST_LABEL_WIDTH = 22, 92
LABEL_GAP = 6
LEAST_ROW_HEIGHT = 14
MAX_ROW_HEIGHT = 32
#: By the names and what writes them: a plan of the network asks for it hundreds of times.
_widths: LatestFew[tuple[tuple[str, ...], TextWriter], int] = LatestFew(16)


class UnitRows(UnitPicture):
    """Base of the widgets that draw n numbers as n rows, each with a label."""

    _names: tuple[str, ...] = ()
    _label_width = LABEL_WIDTH

    def set_names(self, names: tuple[str, ...]) -> None:
        """Call the units by names; without any, by their numbers."""
        if names != self._names:
            self._names, self._label_width = names, label_width(names)
            self.update()

    def unit_rect(self, unit: int) -> QRect:
        height = min(MAX_ROW_HEIGHT, self.height() // max(1, len(self._values)))
        return QRect(0, unit * height, self.width(), height)

    def unit_at(self, point: QPoint) -> int | None:
        unit = point.y() // max(1, self.unit_rect(0).height())
        return unit if 0 <= unit < len(self._values) else None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for unit in range(len(self._values)):
            self._paint_row(painter, unit, self.unit_rect(unit))
        selected = self._selected_rect()
        theme = self._theme.theme
        if selected is not None:
            paint_outline(painter, self._framed(selected), theme)
        if self.cursor_unit is not None:
            cursor = self._framed(self.unit_rect(self.cursor_unit))
            paint_outline(painter, cursor, theme, is_focus=True)
        painter.end()

    def _framed(self, row: QRect) -> QRect:
        """Return what of a row is framed."""
        return row.adjusted(1, 1, -3, -3)

    def _write_label(
        self, painter: QPainter, unit: int, row: QRect, writer: TextWriter, number: str
    ) -> None:
        """Write what a unit is called, or else its number, at the left of its row."""
        place = QRect(row.x(), row.y(), self._label_width - LABEL_GAP, row.height())
        name = class_name(unit, self._names) if self._names else number
        while len(name) > 1 and writer.width(name) > place.width():
            name = f"{name.removesuffix('…')[:-1]}…"
        writer.write(painter, place, name, RIGHT)

    @abstractmethod
    def _paint_row(self, painter: QPainter, unit: int, row: QRect) -> None:
        """Draw one unit into `row`."""


def label_width(names: tuple[str, ...]) -> int:
    """Return how much room the names of units take at the left of their rows."""
    writer = number_writer(CONTROL, bold=True)
    return _widths.get((names, writer), lambda: _label_width(names, writer))


def _label_width(names: tuple[str, ...], writer: TextWriter) -> int:
    shown = (class_name(unit, names) for unit in range(len(names)))
    widest = max((writer.width(name) for name in shown), default=0.0)
    return min(MOST_LABEL_WIDTH, max(LABEL_WIDTH, round(widest) + LABEL_GAP))
