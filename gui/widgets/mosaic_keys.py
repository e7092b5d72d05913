"""Walks through the numbers of a mosaic with the keyboard."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from core.arrays import FloatArray
from gui.widgets.accessible_picture import announce
from gui.widgets.grid_walk import ARROWS, BY_KEYBOARD, ENTER
from gui.widgets.map_cell import MapCell

ENLARGE = frozenset({Qt.Key.Key_Plus, Qt.Key.Key_Equal})


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

    Home and End go along the row of a tile, with Ctrl to the first and the last number of all;
    the Page keys go from tile to tile.  Escape gives up the place.  The number reached is
    pointed at, as with the mouse.

    Parameters
    ----------
    mosaic : QWidget
        A `Mosaic`.

    Signals
    -------
    large_wanted(int, int, int)
        Plus was pressed: channel, row and column.
    """

    large_wanted = Signal(int, int, int)

    def __init__(self, mosaic: QWidget) -> None:
        super().__init__(mosaic)
        self._widget = mosaic
        self._mosaic: Mosaic = mosaic  # type: ignore[assignment]
        self._place: tuple[int, int, int] = (0, 0, 0)  # channel, row, column
        self._is_in_use = False  # a click alone shows no second outline
        mosaic.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def on_focus(self, event: QFocusEvent) -> None:
        """Begin or end to take the keys of the mosaic."""
        self._is_in_use = event.gotFocus() and event.reason() in BY_KEYBOARD
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
        if key in ENTER:
            self._mosaic.clicked.emit(self._mosaic.number_at(*self._clamped()))
            return True
        if key == Qt.Key.Key_Escape:
            return self._give_up()
        if key in ENLARGE and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.large_wanted.emit(*self._clamped())
            return True
        is_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        place = self._moved(*ARROWS[key]) if key in ARROWS else self._jumped(key, is_control)
        if place is None:
            return False
        self._is_in_use = True
        self._place = place
        self._mosaic.hovered.emit(self._mosaic.number_at(*place))
        announce(self._widget)
        self._widget.update()
        return True

    def _give_up(self) -> bool:
        was_in_use, self._is_in_use = self._is_in_use, False
        if was_in_use:
            self._mosaic.hovered.emit(None)
            self._widget.update()
        return was_in_use

    def _clamped(self) -> tuple[int, int, int]:
        h, w, channels = self._mosaic.maps.shape
        channel, row, column = self._place
        return min(channel, channels - 1), min(row, h - 1), min(column, w - 1)

    def _jumped(self, key: Qt.Key, is_control: bool) -> tuple[int, int, int] | None:
        """Return where a key leads that goes further than one number."""
        h, w, channels = self._mosaic.maps.shape
        channel, row, column = self._clamped()
        if key == Qt.Key.Key_PageUp:
            return max(0, channel - 1), row, column
        if key == Qt.Key.Key_PageDown:
            return min(channels - 1, channel + 1), row, column
        if key == Qt.Key.Key_Home:
            return (0, 0, 0) if is_control else (channel, row, 0)
        if key == Qt.Key.Key_End:
            return (channels - 1, h - 1, w - 1) if is_control else (channel, row, w - 1)
        return None

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
