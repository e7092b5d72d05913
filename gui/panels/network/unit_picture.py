"""What every picture of the numbers of a flat layer promises."""

from __future__ import annotations

from abc import abstractmethod

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRect, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from core.arrays import FloatArray
from gui.theme.theme import CurrentTheme
from gui.widgets.accessible_picture import announce
from gui.widgets.spoken_cell import spoken_unit
from gui.widgets.walked_picture import Place, WalkedPicture


class UnitPicture(WalkedPicture):
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
        self.setMouseTracking(True)
        theme.changed.connect(self._on_theme_changed)

    @property
    def values(self) -> FloatArray:
        """The shown numbers, shape (n,)."""
        return self._values

    @property
    def cursor_unit(self) -> int | None:
        """The unit that has the keyboard, if one has."""
        place = self.walked_to
        return None if place is None else self._unit_of(place)

    @property
    def _columns_of_units(self) -> int:
        """Units side by side."""
        return 1

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
            announce(self)
            self.update()

    def spoken_value(self) -> str:
        """Return the number that has the keyboard or is selected, and which it is."""
        cursor = self.cursor_unit
        return spoken_unit(self._values, self._selected if cursor is None else cursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        unit = self.unit_at(event.position().toPoint())
        if unit is not None:
            self._put_cursor(*divmod(unit, self._columns_of_units))
            self.clicked.emit(unit)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hovered.emit(self.unit_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(None)
        super().leaveEvent(event)

    def _grid(self) -> Place:
        columns = self._columns_of_units
        return -(-len(self._values) // columns), columns

    def _point_at(self, place: Place | None) -> None:
        self.hovered.emit(None if place is None else self._unit_of(place))

    def _open(self, row: int, column: int) -> None:
        self.clicked.emit(self._unit_of((row, column)))

    def _unit_of(self, place: Place) -> int:
        return min(len(self._values) - 1, place[0] * self._columns_of_units + place[1])

    def _on_theme_changed(self) -> None:
        """Use the new theme; a picture that keeps colours makes them anew."""
        self.update()

    def _selected_rect(self) -> QRect | None:
        """Return where the selected unit is drawn, if it is one of the shown."""
        if self._selected is None or self._selected >= len(self._values):
            return None
        return self.unit_rect(self._selected)
