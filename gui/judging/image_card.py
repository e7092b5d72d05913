"""One image of a map, beside its point."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter

from core.arrays import ByteArray
from gui.theme.fonts import BODY, CONTROL, text_font
from gui.theme.image_colors import image_colors
from gui.theme.theme import Theme

PICTURE = 56  # of the longer side, at least two screen pixels a pixel where that fits
PADDING, GAP = 8, 10
LINE = 18
AWAY = 16  # from the point


class ImageCard:
    """Paints the image, what the network says of it, and which one it is."""

    def paint(
        self,
        painter: QPainter,
        room: QRect,
        point: QPoint,
        image: ByteArray,
        texts: tuple[str, ...],
        theme: Theme,
    ) -> None:
        """Paint the card inside `room`, where it covers its point in no way.

        Parameters
        ----------
        painter : QPainter
        room : QRect
        point : QPoint
        image : ndarray of uint8, shape (H, W, C)
        texts : tuple of str
            The first is the headline.
        theme : Theme
        """
        picture = _size(image)
        card = self.place(room, point, self._size(picture, texts))
        painter.setPen(QColor(theme.line))
        painter.setBrush(QColor(theme.raised))
        painter.drawRoundedRect(card, 6, 6)
        at = QRect(card.topLeft() + QPoint(PADDING, PADDING), picture)
        painter.drawImage(at, _colored(image, theme))
        left = at.right() + GAP
        line = QRect(left, card.top() + PADDING, card.right() - left, LINE)
        for number, text in enumerate(texts):
            font = text_font(CONTROL if number else BODY, bold=not number)
            painter.setFont(font)
            painter.setPen(QColor(theme.muted if number else theme.text))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            if not number and "—" in text:  # the true class has its own colour
                true = text.partition("—")[0]
                painter.drawText(line, flags, text)
                painter.setPen(QColor(theme.truth))
                painter.drawText(line, flags, true)
            else:
                painter.drawText(line, flags, text)
            line.translate(0, LINE)

    def place(self, room: QRect, point: QPoint, size: QSize) -> QRect:
        """Return where the card is: beside its point, inside of the room."""
        for x in (point.x() + AWAY, point.x() - AWAY - size.width()):
            for y in (point.y() - AWAY - size.height(), point.y() + AWAY):
                card = QRect(QPoint(x, y), size)
                if room.contains(card):
                    return card
        x = min(max(room.left(), point.x() + AWAY), room.right() - size.width())
        is_below = point.y() < room.center().y()
        y = point.y() + AWAY if is_below else point.y() - AWAY - size.height()
        return QRect(QPoint(max(room.left(), x), y), size)

    def _size(self, picture: QSize, texts: tuple[str, ...]) -> QSize:
        bold = QFontMetrics(text_font(BODY, bold=True))
        plain = QFontMetrics(text_font(CONTROL))
        words = max(
            (plain if number else bold).horizontalAdvance(text)
            for number, text in enumerate(texts)
        )
        height = max(picture.height(), len(texts) * LINE)
        return QSize(picture.width() + GAP + words + 2 * PADDING + 2, height + 2 * PADDING)


def _size(image: ByteArray) -> QSize:
    height, width = image.shape[:2]
    times = PICTURE // max(height, width)
    if times:
        return QSize(width * times, height * times)
    longest = max(height, width)
    return QSize(max(1, width * PICTURE // longest), max(1, height * PICTURE // longest))


def _colored(image: ByteArray, theme: Theme) -> QImage:
    pixels = image_colors(image, theme)
    height, width = pixels.shape
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()
