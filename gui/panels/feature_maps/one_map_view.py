"""One channel, as large as there is room."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.arrays import BoolArray, FloatArray
from gui.panels.feature_maps.map_statistics import MapStatistics
from gui.theme.theme import CurrentTheme
from gui.widgets.dropped_marks import DroppedMarks
from gui.widgets.map_heading import MapHeading
from gui.widgets.map_mosaic import MapMosaic
from gui.widgets.mosaic_grid import GAP


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
        self._heading = MapHeading(name)
        self._map = MapMosaic(theme, columns=1)
        self._map.setObjectName(f"{name}_map")
        self._heading.setToolTip("The selected channel. Click a pixel to select it everywhere.")
        self._dropped = DroppedMarks(theme, self._map)
        self._statistics = MapStatistics(f"{name}_statistics")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addWidget(self._map, 1)
        column.addWidget(self._statistics)
        column.addStretch(0)
        self._map.hovered.connect(self.hovered)
        self._map.clicked.connect(self.clicked)

    def show_map(
        self,
        title: str,
        values: FloatArray,
        limit: float,
        pixel: tuple[int, int] | None,
        dropped: BoolArray | None = None,
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
        dropped : ndarray of bool, shape (H, W), optional
            Which numbers dropped out.
        """
        self._dropped.show_dropped(None if dropped is None else dropped[:, :, None])
        self._heading.show_heading(title, "title", values.shape)
        self._map.setAccessibleName(title)
        self._map.set_maps(values[:, :, None], limit)
        self._map.set_selected(*((0, *pixel) if pixel is not None else (None,)))
        self._statistics.show_map(values)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Let the statistics follow the map closely, however high the panel is."""
        h, w, _ = self._map.maps.shape
        if w:
            zoom = max(1, (self.width() - GAP) // w)
            self._map.setMaximumHeight(h * zoom + GAP)
