"""The place between two stages where maps are laid out in a row."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.arrays import FloatArray
from gui.panels.network.unit_picture import UnitPicture
from gui.theme.theme import CurrentTheme
from gui.widgets.selection_outline import paint_outline

WIDTH = 14
DASH, PAUSE = 3, 4
#: Of the mark of a unit, and what its outline needs around it.
MARK, OUTLINE = 6, 4


class SeamView(UnitPicture):
    """A dashed line that stands for n numbers: the same as in the maps on its left.

    The numbers go from top to bottom; the mouse reaches those it has pixels for, the arrow
    keys every one.
    """

    def __init__(self, theme: CurrentTheme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._is_pointed_at = False
        self.hovered.connect(self._on_hovered)

    def set_values(self, values: FloatArray) -> None:
        """Stand for `values` of shape (n,), not copied."""
        self._values = values

    def unit_rect(self, unit: int) -> QRect:
        n = max(1, len(self._values))
        top = unit * self.height() // n
        bottom = max(top + 1, (unit + 1) * self.height() // n)
        return QRect(0, top, self.width(), bottom - top)

    def unit_at(self, point: QPoint) -> int | None:
        n, height = len(self._values), max(1, self.height())
        if not n or not 0 <= point.y() < height:
            return None
        return min(n - 1, -(-point.y() * n // height))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme.theme
        painter = QPainter(self)
        color = QColor(theme.muted if self._is_pointed_at else theme.line)
        middle = self.width() // 2
        for y in range(0, self.height(), DASH + PAUSE):
            painter.fillRect(middle, y, 1, DASH, color)
        selected = self._selected_rect()
        if selected is not None:
            paint_outline(painter, self._mark(selected), theme)
        cursor = self.cursor_unit
        if cursor is not None:
            mark = self._mark(self.unit_rect(cursor))
            paint_outline(painter, mark, theme, is_focus=True)
        painter.end()

    def _mark(self, unit: QRect) -> QRect:
        """Return the mark of a unit, whole even at the ends of the line."""
        last = max(OUTLINE, self.height() - MARK - OUTLINE)
        top = min(max(OUTLINE, unit.center().y() - MARK // 2), last)
        return QRect((self.width() - MARK) // 2, top, MARK, MARK)

    def _on_hovered(self, unit: int | None) -> None:
        if (unit is not None) != self._is_pointed_at:
            self._is_pointed_at = unit is not None
            self.update()
