"""A mosaic that scrolls rather than shrink its tiles beyond recognition."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from gui.widgets.map_mosaic import MapMosaic
from gui.widgets.mosaic_grid import GAP


class MosaicScroll(QScrollArea):
    """Keeps every tile of a mosaic at least `least_zoom` pixels per number; scrolls if needed.

    Parameters
    ----------
    mosaic : MapMosaic
    """

    def __init__(self, mosaic: MapMosaic, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mosaic = mosaic
        self._least_zoom = self._unscrolled_zoom = 1
        self._wanted: tuple[int, ...] = ()
        self.setWidget(mosaic)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        mosaic.setAutoFillBackground(False)

    def set_least_zoom(self, zoom: int, unscrolled: int | None = None) -> None:
        """Keep at least `zoom` screen pixels per number; call after the maps are set.

        Parameters
        ----------
        zoom : int
        unscrolled : int, optional
            Go down to so many pixels, if that shows everything without scrolling.
        """
        self._least_zoom = zoom
        self._unscrolled_zoom = zoom if unscrolled is None else min(zoom, unscrolled)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Let everything fit if it can; or else use the whole width and scroll down."""
        h, w, channels = self.mosaic.maps.shape
        wanted = (h, w, channels, self.width(), self.height(), self._least_zoom)
        if not channels or wanted == self._wanted:
            return
        self._wanted = wanted
        zoom, _ = self.mosaic.fitting(self.width(), self.height())
        if zoom >= self._unscrolled_zoom:
            self.mosaic.set_columns(0)
            self.mosaic.setMinimumSize(1, 1)
            return
        width = self.width() - self.verticalScrollBar().sizeHint().width()
        columns = max(1, min(channels, width // (w * self._least_zoom + GAP)))
        rows = -(-channels // columns)
        self.mosaic.set_columns(-(-channels // rows))
        self.mosaic.setMinimumSize(1, rows * (h * self._least_zoom + GAP))
