"""An image of the data set, to click."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from core.arrays import ByteArray, IntArray
from gui.theme.tensor_colors import HALF, ColorCode, color_table
from gui.theme.theme import CurrentTheme

SIDE = 36
RADIUS = 5.0


class DigitButton(QAbstractButton):
    """Shows one image in ink colours; the current one has an outline.

    Parameters
    ----------
    theme : CurrentTheme
    """

    def __init__(self, theme: CurrentTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._image: ByteArray = np.zeros((0, 0, 1), np.uint8)
        self._pixels: IntArray = np.zeros((0, 0), np.uint32)
        self._is_current = False
        self.setFixedSize(SIDE, SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self._recolor)

    @property
    def is_current(self) -> bool:
        """Whether this is the image that every panel shows."""
        return self._is_current

    def show_image(self, image: ByteArray, *, is_current: bool, name: str) -> None:
        """Show `image` of shape (H, W, C); `name` says in words which it is."""
        self._is_current = is_current
        self.setToolTip(name)
        self.setAccessibleName(name)
        if image is not self._image:
            self._image = image
            self._recolor()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        if self._pixels.size:
            h, w = self._pixels.shape
            image = QImage(self._pixels.data, w, h, 4 * w, QImage.Format.Format_RGB32)
            rounded = QPainterPath()
            rounded.addRoundedRect(area, RADIUS, RADIUS)
            painter.setClipPath(rounded)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(area, image)
            painter.setClipping(False)
        marked = self._is_current or self.hasFocus()
        color = theme.selection if marked else theme.muted if self.underMouse() else theme.line
        painter.setPen(QPen(QColor(color), 2 if self._is_current else 1))
        painter.drawRoundedRect(area, RADIUS, RADIUS)
        painter.end()

    def _recolor(self) -> None:
        if self._image.size:
            ink = self._image.mean(axis=2).astype(np.int32)  # (H, W)
            self._pixels = color_table(self._theme.theme, ColorCode.INK)[HALF + ink]
        self.update()
