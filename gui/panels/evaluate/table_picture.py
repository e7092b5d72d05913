"""A table of numbers that is pointed at, walked and clicked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.judging.picture import EvaluationPicture
from gui.theme.theme import CurrentTheme

Cell = tuple[int, int]


class TablePicture(EvaluationPicture):
    """Base of the matrices: says which cell is under the mouse or has the keyboard.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``.
    title : str
        What screen readers call it.

    Signals
    -------
    pointed(str)
        What is under the mouse or the keyboard, in a sentence; empty for nothing.
    """

    pointed = Signal(str)

    def __init__(
        self, theme: CurrentTheme, name: str, title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name, title, parent)
        self._under_mouse: Cell | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self._cell_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and cell is not None:
            self._put_cursor(*cell)
            self._choose(cell)

    def sentence(self, row: int, column: int) -> str:
        """Return what a cell says."""
        raise NotImplementedError

    def _cell_at(self, point: QPoint) -> Cell | None:
        """Return which cell is there, if one is."""
        raise NotImplementedError

    def _choose(self, cell: Cell) -> None:
        """Say that a cell was clicked."""
        raise NotImplementedError

    def _point_at(self, place: Cell | None) -> None:
        if place != self._under_mouse:
            self._under_mouse = place
            self.pointed.emit("" if place is None else self.sentence(*place))
            self.update()
