"""What every drawn widget promises that the keyboard walks through."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from gui.widgets.accessible_picture import announce
from gui.widgets.grid_walk import BY_KEYBOARD, ENTER, walk

Place = tuple[int, int]


class WalkedPicture(QWidget):
    """Base of drawn widgets with places in rows and columns, walked through by `walk`'s keys.

    The place reached is pointed at as with the mouse, Enter does what a click does, Escape
    gives the place up.  What derives from it says how many places there are and draws
    `walked_to`.

    Parameters
    ----------
    parent : QWidget, optional
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cursor: Place = (0, 0)
        self._is_walked = False  # a click alone shows no second outline
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def walked_to(self) -> Place | None:
        """Row and column of the place that has the keyboard, if one has."""
        has_keyboard = self._is_walked and self.hasFocus()
        return self._clamped() if has_keyboard and all(self._grid()) else None

    def spoken_value(self) -> str:
        """Return what is at the place that has the keyboard or is selected."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, (rows, columns) = Qt.Key(event.key()), self._grid()
        if not (rows and columns):
            super().keyPressEvent(event)
        elif key in ENTER:
            self._is_walked = True
            self._open(*self._clamped())
        elif key == Qt.Key.Key_Escape and self._is_walked:
            self._is_walked = False
            self._point_at(None)
        else:
            place = walk(event, self._clamped(), rows, columns)
            if place is None:
                super().keyPressEvent(event)
                return
            self._is_walked = True
            self._cursor = place
            self._point_at(self._clamped())
            announce(self)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._is_walked = event.reason() in BY_KEYBOARD
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _put_cursor(self, row: int, column: int) -> None:
        """Go on from a place that was clicked."""
        self._cursor, self._is_walked = (row, column), False

    def _clamped(self) -> Place:
        (row, column), (rows, columns) = self._cursor, self._grid()
        return min(row, rows - 1), min(column, columns - 1)

    def _grid(self) -> Place:
        """Return how many rows and columns of places there are."""
        raise NotImplementedError

    def _point_at(self, place: Place | None) -> None:
        """Do what the mouse does that comes to a place, or leaves."""

    def _open(self, row: int, column: int) -> None:
        """Do what a click on a place does."""
