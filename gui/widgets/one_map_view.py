"""One channel, as large as there is room."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.arrays import FloatArray
from gui.theme.theme import CurrentTheme
from gui.widgets.map_mosaic import MapMosaic
from gui.widgets.map_statistics import MapStatistics
from gui.widgets.number_text import shape_text


class OneMapView(QWidget):
    """The selected channel, large, with the numbers that sum it up.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``; the parts are ``{name}_title``, ``{name}_map``, ``{name}_statistics``.

    Signals
    -------
    hovered(MapCell or None), clicked(MapCell)
        `MapCell.channel` is always 0.
    """

    hovered = Signal(object)
    clicked = Signal(object)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._title = QLabel()
        self._title.setObjectName(f"{name}_title")
        self._title.setProperty("role", "title")
        self._shape = QLabel()
        self._shape.setProperty("role", "caption")
        self._map = MapMosaic(theme, columns=1)
        self._map.setObjectName(f"{name}_map")
        self._map.setToolTip("The selected channel. Click a pixel to select it everywhere.")
        self._statistics = MapStatistics(f"{name}_statistics")
        titles = QHBoxLayout()
        titles.addWidget(self._title)
        titles.addStretch(1)
        titles.addWidget(self._shape)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(titles)
        column.addWidget(self._map, 1)
        column.addWidget(self._statistics)
        self._map.hovered.connect(self.hovered)
        self._map.clicked.connect(self.clicked)

    def show_map(
        self,
        title: str,
        values: FloatArray,
        limit: float,
        pixel: tuple[int, int] | None,
    ) -> None:
        """Show one map.

        Parameters
        ----------
        title : str
        values : ndarray of shape (H, W)
        limit : float
            Absolute value that gets the full colour.
        pixel : tuple (row, column) or None
            The selected pixel.
        """
        self._title.setText(title)
        self._shape.setText(shape_text(values.shape))
        self._map.set_maps(values[:, :, None], limit)
        self._map.set_selected(*((0, *pixel) if pixel is not None else (None,)))
        self._statistics.show_map(values)
