"""One map of numbers, each of which can be clicked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent

from gui.widgets.pixel_map import PixelMap


class ClickableMap(PixelMap):
    """Base of the maps whose numbers are opened, by the mouse or by Enter.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``.
    position : int
        Which of several maps this is; part of the signals.

    Signals
    -------
    clicked(int, tuple)
        `position`, and row and column of a number.
    """

    clicked = Signal(int, object)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().toPoint())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self._put_cursor(*cell)
            self._open(*cell)

    def _open(self, row: int, column: int) -> None:
        self.clicked.emit(self._position, (row, column))
