"""Asks for a tile of a mosaic to be opened large."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCursor, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from gui.theme.theme import CurrentTheme
from gui.widgets.enlarge_button import EnlargeButton
from gui.widgets.map_cell import MapCell
from gui.widgets.map_mosaic import MapMosaic

LEAST_TILE = 40  # screen pixels; a smaller tile has no room for a button


class TileOpener(QObject):
    """Puts a button into the corner of the tile under the mouse; wheel and + do the same.

    Where the wheel scrolls, it opens a tile only with Ctrl.

    Parameters
    ----------
    mosaic : MapMosaic
    theme : CurrentTheme

    Signals
    -------
    wanted(int, int, int)
        Channel, row and column.
    """

    wanted = Signal(int, int, int)

    def __init__(self, mosaic: MapMosaic, theme: CurrentTheme) -> None:
        super().__init__(mosaic)
        self._mosaic = mosaic
        self._tile = 0
        self._button = EnlargeButton(mosaic.objectName(), theme, mosaic)
        self._button.clicked.connect(self._on_clicked)
        mosaic.hovered.connect(self._on_hovered)
        mosaic.keys.large_wanted.connect(self.wanted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent):
            return self._on_wheel(event)
        return False

    def _on_hovered(self, cell: MapCell | None) -> None:
        """Offer the button on the tile under the mouse; hide it when the mouse has left."""
        if cell is None:
            at = self._mosaic.mapFromGlobal(QCursor.pos())
            if not self._button.geometry().contains(at):
                self._button.hide()
                self._mosaic.removeEventFilter(self)
            return
        # only now: a filter costs a little at every event, painting included
        self._mosaic.installEventFilter(self)
        tile = self._mosaic.tile_rect(cell.channel)
        has_room = min(tile.width(), tile.height()) >= LEAST_TILE
        self._tile = cell.channel
        self._button.put_at(tile.topRight())
        self._button.setVisible(has_room)

    def _on_wheel(self, event: QWheelEvent) -> bool:
        cell = self._mosaic.cell_at(event.position().toPoint())
        with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if (
            cell is None
            or event.angleDelta().y() <= 0
            or (scrolls(self._mosaic) and not with_control)
        ):
            return False
        self._button.hide()
        self.wanted.emit(cell.channel, cell.row, cell.column)
        return True

    def _on_clicked(self) -> None:
        h, w, _ = self._mosaic.maps.shape
        self._button.hide()
        self.wanted.emit(self._tile, h // 2, w // 2)


def scrolls(picture: QWidget) -> bool:
    """Return whether a picture lies in something that the wheel scrolls."""
    widget = picture.parentWidget()
    while widget is not None and not isinstance(widget, QScrollArea):
        widget = widget.parentWidget()
    if not isinstance(widget, QScrollArea):
        return False
    bars = widget.verticalScrollBar(), widget.horizontalScrollBar()
    return any(bar.maximum() > 0 for bar in bars)
