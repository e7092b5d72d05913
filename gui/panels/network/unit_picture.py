"""What every picture of the numbers of a flat layer promises."""

from __future__ import annotations

from abc import abstractmethod

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from core.arrays import FloatArray
from gui.theme.theme import CurrentTheme

_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Right: 1,
}
_BY_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class UnitPicture(QWidget):
    """Base of the widgets that draw n numbers which can be pointed at, clicked and selected.

    Parameters
    ----------
    theme : CurrentTheme

    Signals
    -------
    hovered(int or None)
        Index of the unit under the mouse.
    clicked(int)
    """

    hovered = Signal(object)
    clicked = Signal(int)

    def __init__(self, theme: CurrentTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._values: FloatArray = np.zeros(0, np.float32)
        self._selected: int | None = None
        self._cursor = 0
        self._is_walked = False  # a click alone shows no second outline
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self._on_theme_changed)

    @property
    def values(self) -> FloatArray:
        """The shown numbers, shape (n,)."""
        return self._values

    @property
    def cursor_unit(self) -> int | None:
        """The unit that has the keyboard, if one has."""
        if not (self._is_walked and self.hasFocus() and len(self._values)):
            return None
        return min(self._cursor, len(self._values) - 1)

    @abstractmethod
    def unit_rect(self, unit: int) -> QRect:
        """Return where a unit is drawn, in widget coordinates."""

    @abstractmethod
    def unit_at(self, point: QPoint) -> int | None:
        """Return the unit drawn at `point`, if any."""

    def set_selected(self, unit: int | None) -> None:
        """Outline one unit."""
        if unit != self._selected:
            self._selected = unit
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        unit = self.unit_at(event.position().toPoint())
        if unit is not None:
            self._cursor, self._is_walked = unit, False
            self.clicked.emit(unit)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hovered.emit(self.unit_at(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from unit to unit with the arrow keys; Enter clicks."""
        n, step = len(self._values), _STEPS.get(Qt.Key(event.key()))
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not n or (step is None and not is_enter):
            super().keyPressEvent(event)
            return
        self._cursor = max(0, min(n - 1, self._cursor + (step or 0)))
        self._is_walked = True
        if is_enter:
            self.clicked.emit(self._cursor)
        else:
            self.hovered.emit(self._cursor)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._is_walked = event.reason() in _BY_KEYBOARD
        super().focusInEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(None)
        super().leaveEvent(event)

    def _on_theme_changed(self) -> None:
        """Use the new theme; a picture that keeps colours makes them anew."""
        self.update()

    def _selected_rect(self) -> QRect | None:
        """Return where the selected unit is drawn, if it is one of the shown."""
        if self._selected is None or self._selected >= len(self._values):
            return None
        return self.unit_rect(self._selected)
