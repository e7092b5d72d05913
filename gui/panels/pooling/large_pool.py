"""Opens one of the maps of a pooling large, over all three."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QCursor

from core.arrays import FloatArray
from gui.panels.pooling.pool_map import PoolMap
from gui.theme.theme import CurrentTheme
from gui.widgets.enlarge_button import EnlargeButton
from gui.widgets.large_tile import LargeTile
from gui.widgets.map_cell import MapCell
from gui.widgets.map_mosaic import MapMosaic


class LargePool(QObject):
    """Puts a button into the corner of the map under the mouse; wheel and + do the same.

    Parameters
    ----------
    maps : list of PoolMap
        Beside each other in one widget, which the large map covers.
    theme : CurrentTheme

    Signals
    -------
    hovered(int, tuple or None), clicked(int, tuple)
        As of the map that is opened.
    """

    hovered = Signal(int, object)
    clicked = Signal(int, object)

    def __init__(self, maps: list[PoolMap], theme: CurrentTheme, name: str) -> None:
        area = maps[0].parentWidget()
        if area is None:
            raise ValueError("LargePool: expected maps in a widget, received one without")
        super().__init__(area)
        self._maps = maps
        self._position = 0
        self._pointed = 0
        # what is shown large is a tile of a mosaic: here of one that is never shown itself
        self._numbers = MapMosaic(theme, columns=1, parent=area)
        self._numbers.hide()
        self.tile = LargeTile(theme, f"{name}_large", area)
        self._button = EnlargeButton(name, theme, area)
        self._button.clicked.connect(self._on_button)
        for one in maps:
            one.large_wanted.connect(self.open_map)
            one.hovered.connect(self._on_pointed)
        self._numbers.hovered.connect(self._on_hovered)
        self._numbers.clicked.connect(self._on_clicked)
        self.tile.closed.connect(self._on_closed)

    def fit(self, area: QRect) -> None:
        """Cover `area`."""
        self.tile.setGeometry(area)

    def show_map(self, position: int, title: str, values: FloatArray, limit: float) -> None:
        """Show other numbers, if this is the map that is opened."""
        if self.tile.mosaic is not None and position == self._position:
            self.tile.title.setText(title)
            self._numbers.set_maps(values[:, :, None], limit)

    def open_map(self, position: int, cell: tuple[int, int]) -> None:
        """Show a map large, with one of its numbers in the middle."""
        self._position = position
        source = self._maps[position]
        self._button.hide()
        self._numbers.set_maps(source.values[:, :, None], source.limit)
        for one in self._maps:
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # they are covered
        self.tile.open_tile(self._numbers, 0, *cell, source.accessibleName())

    def _on_pointed(self, position: int, cell: tuple[int, int] | None) -> None:
        source = self._maps[position]
        if cell is None:
            at = source.mapToParent(source.mapFromGlobal(QCursor.pos()))
            self._button.setVisible(self._button.geometry().contains(at))
            return
        self._pointed = position
        last = source.cell_rect(0, source.values.shape[1] - 1)
        self._button.put_at(source.mapToParent(last.topRight()))
        self._button.raise_()
        self._button.show()

    def _on_button(self) -> None:
        rows, columns = self._maps[self._pointed].values.shape
        self.open_map(self._pointed, (rows // 2, columns // 2))

    def _on_hovered(self, cell: MapCell | None) -> None:
        self.hovered.emit(self._position, None if cell is None else (cell.row, cell.column))

    def _on_clicked(self, cell: MapCell) -> None:
        self.clicked.emit(self._position, (cell.row, cell.column))

    def _on_closed(self) -> None:
        for one in self._maps:
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._maps[self._position].setFocus(Qt.FocusReason.OtherFocusReason)
