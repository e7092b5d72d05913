"""Which step a picture shows, written under it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from gui.theme.fonts import CAPTION, number_font
from gui.theme.theme import Theme

#: Height of the line under the picture, and where its text begins, in pixels of the screen.
HEIGHT, MARGIN = 24, 16


def captioned(picture: QImage, text: str, theme: Theme) -> QImage:
    """Return `picture` with one line of text under it."""
    ratio = picture.devicePixelRatio()
    width, height = round(picture.width() / ratio), round(picture.height() / ratio)
    result = QImage(
        picture.width(), picture.height() + round(HEIGHT * ratio), QImage.Format.Format_RGB32
    )
    result.setDevicePixelRatio(ratio)
    result.fill(QColor(theme.surface))
    painter = QPainter(result)
    painter.drawImage(0, 0, picture)
    painter.setPen(QColor(theme.muted))
    painter.setFont(number_font(CAPTION + 1))
    place = QRect(MARGIN, height, width - 2 * MARGIN, HEIGHT)
    painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
    painter.end()
    return result
