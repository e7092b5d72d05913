"""A mosaic that scrolls rather than shrink its tiles beyond recognition."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from gui.widgets.map_mosaic import GAP, MapMosaic


class MosaicScroll(QScrollArea):
    """Keeps every tile of a mosaic at least `least_zoom` pixels per number; scrolls if needed.

    Parameters
    ----------
    mosaic : MapMosaic
    """

    def __init__(self, mosaic: MapMosaic, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mosaic = mosaic
        self._least_zoom = 1
        self._wanted: tuple[int, ...] = ()
        self.setWidget(mosaic)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        mosaic.setAutoFillBackground(False)

    def set_least_zoom(self, zoom: int) -> None:
        """Keep at least `zoom` screen pixels per number; call after the maps are set."""
        self._least_zoom = zoom
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Make the mosaic as high as its tiles need at the least zoom."""
        h, w, channels = self.mosaic.maps.shape
        # the scroll bar takes its room even while it is hidden, or the two would take turns
        width = self.width() - self.verticalScrollBar().sizeHint().width()
        wanted = (h, w, channels, width, self._least_zoom)
        if not channels or wanted == self._wanted:
            return
        self._wanted = wanted
        columns = max(1, min(channels, width // (w * self._least_zoom + GAP)))
        rows = -(-channels // columns)
        self.mosaic.setMinimumSize(1, rows * (h * self._least_zoom + GAP))
