"""Hatching over the numbers that dropped out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.arrays import BoolArray
from gui.theme.theme import CurrentTheme

#: Cells smaller than this are filled: a hatch would not be seen.
LEAST_HATCH = 5


class DroppedMarks(QWidget):
    """Lies over a widget that draws numbers as cells; lets the mouse through.

    Parameters
    ----------
    theme : CurrentTheme
    target : QWidget
        What it lies on.
    cell_of : callable
        Takes the index of a number, returns where `target` draws it.
    """

    def __init__(
        self,
        theme: CurrentTheme,
        target: QWidget,
        cell_of: Callable[[tuple[int, ...]], QRect],
    ) -> None:
        super().__init__(target)
        self.setObjectName(f"{target.objectName()}_dropped")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self._cell_of = cell_of
        self._dropped: BoolArray | None = None
        self.resize(target.size())
        target.installEventFilter(self)
        theme.changed.connect(self.update)
        self.hide()

    @property
    def dropped(self) -> BoolArray | None:
        """Which numbers are marked; None if none can be."""
        return self._dropped

    def show_dropped(self, dropped: BoolArray | None) -> None:
        """Mark the numbers where `dropped` is True; None marks nothing."""
        self._dropped = dropped
        self.setVisible(dropped is not None)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        target = self.parentWidget()
        if event.type() == QEvent.Type.Resize and target is not None:
            self.resize(target.size())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._dropped is None:
            return
        theme = self._theme.theme
        cells = [self._cell_of(tuple(place)) for place in np.argwhere(self._dropped).tolist()]
        if not cells:
            return
        is_hatched = min(cells[0].width(), cells[0].height()) >= LEAST_HATCH
        pattern = Qt.BrushStyle.BDiagPattern if is_hatched else Qt.BrushStyle.SolidPattern
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(QColor(theme.dim if is_hatched else theme.line), pattern))
        painter.drawRects(cells)
        painter.end()
