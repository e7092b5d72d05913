"""Images of a data set, drawn in the colours of ink."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from core.arrays import ByteArray
from gui.theme.tensor_colors import HALF, ColorCode, color_table
from gui.theme.theme import Theme

#: Channels of an image in colour; a fourth is how dense it is.
COLORS = 3


def paint_ink(painter: QPainter, place: QRect, image: ByteArray, theme: Theme) -> None:
    """Draw an image of shape (H, W, C); one that is larger than its place is smoothed."""
    ink = image.mean(axis=2) if image.shape[2] > 1 else image[:, :, 0]
    table = color_table(theme, ColorCode.INK)
    pixels = np.ascontiguousarray(table[HALF + ink.astype(np.intp)])
    height, width = pixels.shape
    drawn = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
    is_whole = place.width() % width == 0
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not is_whole)
    painter.drawImage(place, drawn)


def paint_pixels(painter: QPainter, place: QRect, image: ByteArray, theme: Theme) -> None:
    """Draw an image of shape (H, W, C) as it is: in its own colours if it has any."""
    if image.shape[2] < COLORS:
        paint_ink(painter, place, image, theme)
        return
    pixels = np.ascontiguousarray(image[:, :, :COLORS])
    height, width = pixels.shape[:2]
    kind = QImage.Format.Format_RGB888
    # drawn as 32 bits: Qt would turn others over at every look while it scales
    drawn = QImage(pixels.data, width, height, COLORS * width, kind).convertToFormat(
        QImage.Format.Format_RGB32
    )
    is_whole = place.width() % width == 0
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not is_whole)
    painter.drawImage(place, drawn)
