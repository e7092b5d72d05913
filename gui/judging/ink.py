"""Images of a data set, drawn in their own colours or in those of ink."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from core.arrays import ByteArray
from gui.theme.image_colors import image_colors
from gui.theme.theme import Theme


def paint_pixels(painter: QPainter, place: QRect, image: ByteArray, theme: Theme) -> None:
    """Draw an image of shape (H, W, C); one that is larger than its place is smoothed."""
    pixels = image_colors(image, theme)
    height, width = pixels.shape
    drawn = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
    is_whole = place.width() % width == 0
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not is_whole)
    painter.drawImage(place, drawn)
