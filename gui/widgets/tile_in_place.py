"""Opens the tiles of a mosaic large, over the place the mosaic takes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from gui.theme.theme import CurrentTheme
from gui.widgets.large_tile import LargeTile
from gui.widgets.map_mosaic import MapMosaic
from gui.widgets.tile_opener import TileOpener


class TileInPlace(QObject):
    """Covers `area` with the opened tile; nothing beside it moves.

    Parameters
    ----------
    mosaic : MapMosaic
    area : QWidget
        What the mosaic lies in.
    theme : CurrentTheme
    title : str
        What a tile is called, such as ``"Filter"``.
    """

    def __init__(
        self, mosaic: MapMosaic, area: QWidget, theme: CurrentTheme, title: str
    ) -> None:
        super().__init__(area)
        self._mosaic = mosaic
        self._area = area
        self._title = title
        self.tile = LargeTile(theme, f"{mosaic.objectName()}_large", area)
        TileOpener(mosaic, theme).wanted.connect(self._open)
        area.installEventFilter(self)

    def set_title(self, title: str) -> None:
        """Call the tiles something else from now on."""
        self._title = title

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._area:
            self.tile.setGeometry(self._area.rect())
        return False

    def _open(self, channel: int, row: int, column: int) -> None:
        self.tile.setGeometry(self._area.rect())
        self.tile.open_tile(self._mosaic, channel, row, column, self._title)
