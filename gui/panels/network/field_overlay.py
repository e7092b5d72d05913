"""Boxes over the stages of a network: what a pixel can see."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from core.arrays import FloatArray, IntArray
from core.inspection.magnitude import largest_magnitude
from gui.theme.theme import CurrentTheme

STRONGEST = 225  # how much of what is under the largest weight is covered, of 255
MARGIN = 3  # screen pixels that the outlines reach outside their cells


class FieldOverlay(QWidget):
    """Lies over the pipeline, outlines rectangles and shades cells; lets the mouse through.

    Parameters
    ----------
    theme : CurrentTheme
    """

    def __init__(self, theme: CurrentTheme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("network_field")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self._boxes: tuple[QRect, ...] = ()
        self._weights: FloatArray | None = None
        self._colors: IntArray = np.zeros((0, 0), np.uint32)
        self._place = QRect()
        self.hide()

    @property
    def boxes(self) -> tuple[QRect, ...]:
        """What is outlined, in this widget's coordinates."""
        return self._boxes

    @property
    def weights(self) -> FloatArray | None:
        """What is shaded; None if nothing is."""
        return self._weights

    def show_weights(self, weights: FloatArray | None, place: QRect) -> None:
        """Shade `place` cell by cell, the more the larger a weight is.

        Parameters
        ----------
        weights : ndarray of shape (H, W) or None
        place : QRect
            In this widget's coordinates.
        """
        if weights is None and self._weights is None:
            return
        self._weights = weights
        if weights is not None:
            self._place = place
            most = largest_magnitude(weights)
            shares = np.nan_to_num(weights / most) if most else np.zeros_like(weights)
            # the root lets faint cells be seen too
            alpha = np.rint(STRONGEST * np.sqrt(np.clip(shares, 0, 1))).astype(np.uint32)
            rgb = np.uint32(QColor(self._theme.theme.forward).rgb() & 0xFFFFFF)
            self._colors = np.ascontiguousarray(alpha << np.uint32(24) | rgb)
        self.update(self._place)

    def show_boxes(self, boxes: Sequence[QRect]) -> None:
        """Outline `boxes`; only what is under the old and the new ones is drawn again."""
        if tuple(boxes) == self._boxes:
            return
        region = QRegion()
        for box in (*self._boxes, *boxes):
            region += box.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        self._boxes = tuple(boxes)
        self.setVisible(bool(boxes))
        self.update(region)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme.theme
        painter = QPainter(self)
        if self._weights is not None:
            h, w = self._colors.shape
            image = QImage(self._colors.data, w, h, 4 * w, QImage.Format.Format_ARGB32)
            painter.drawImage(self._place, image)
        for color, outside in ((theme.background, 2), (theme.forward, 1), (theme.forward, 0)):
            painter.setPen(QColor(color))
            painter.drawRects(
                [
                    box.adjusted(-outside, -outside, outside - 1, outside - 1)
                    for box in self._boxes
                ]
            )
        painter.end()
