"""Walks through the numbers of a mosaic with the keyboard."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, SignalInstance
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from core.arrays import FloatArray
from gui.widgets.map_cell import MapCell

_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_BY_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class Mosaic(Protocol):
    """What is walked through: a widget of tiles."""

    hovered: SignalInstance
    clicked: SignalInstance

    @property
    def maps(self) -> FloatArray:
        """The shown numbers, shape (H, W, C)."""

    @property
    def columns(self) -> int:
        """Tiles side by side."""

    def number_at(self, channel: int, row: int, column: int) -> MapCell:
        """Return one number and its place."""


class MosaicKeys(QObject):
    """Arrow keys go from number to number and from tile to tile; Enter clicks.

    The number reached is pointed at, as with the mouse.

    Parameters
    ----------
    mosaic : QWidget
        A `Mosaic`.
    """

    def __init__(self, mosaic: QWidget) -> None:
        super().__init__(mosaic)
        self._widget = mosaic
        self._mosaic: Mosaic = mosaic  # type: ignore[assignment]
        self._place: tuple[int, int, int] = (0, 0, 0)  # channel, row, column
        self._is_in_use = False  # a click alone shows no second outline
        mosaic.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def on_focus(self, event: QFocusEvent) -> None:
        """Begin or end to take the keys of the mosaic."""
        self._is_in_use = event.gotFocus() and event.reason() in _BY_KEYBOARD
        if event.gotFocus():  # a filter costs a little at every event, painting included
            self._widget.installEventFilter(self)
        else:
            self._widget.removeEventFilter(self)
        self._widget.update()

    @property
    def cursor(self) -> tuple[int, int, int] | None:
        """Channel, row and column of the number that has the keyboard, if one has."""
        has_keyboard = self._is_in_use and self._widget.hasFocus()
        return self._clamped() if has_keyboard and self._mosaic.maps.size else None

    def put_at(self, cell: MapCell) -> None:
        """Go on from a number that was clicked."""
        self._place = cell.channel, cell.row, cell.column
        self._is_in_use = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = Qt.Key(event.key())
        if not self._mosaic.maps.size or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._mosaic.clicked.emit(self._mosaic.number_at(*self._clamped()))
            return True
        if key not in _STEPS:
            return False
        self._is_in_use = True
        self._place = self._moved(*_STEPS[key])
        self._mosaic.hovered.emit(self._mosaic.number_at(*self._place))
        self._widget.update()
        return True

    def _clamped(self) -> tuple[int, int, int]:
        h, w, channels = self._mosaic.maps.shape
        channel, row, column = self._place
        return min(channel, channels - 1), min(row, h - 1), min(column, w - 1)

    def _moved(self, down: int, right: int) -> tuple[int, int, int]:
        """Return the next number in a direction; at the edge of a tile, that of the next."""
        h, w, channels = self._mosaic.maps.shape
        channel, row, column = self._clamped()
        row, column = row + down, column + right
        beside = channel
        if not 0 <= column < w:
            beside = channel + right
            column = 0 if right > 0 else w - 1
        elif not 0 <= row < h:
            beside = channel + down * self._mosaic.columns
            row = 0 if down > 0 else h - 1
        if not 0 <= beside < channels:
            return self._clamped()
        return beside, row, column
