"""One image, as large as there is room for."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.arrays import ByteArray
from gui.judging.ink import paint_pixels
from gui.theme.theme import CurrentTheme
from gui.widgets.selection_outline import paint_outline

LEAST = 112


class LargeImage(QWidget):
    """Paints an image in whole pixels where it is small enough.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
    """

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("The image in question")
        self._theme = theme
        self._image: ByteArray | None = None
        self._said = "no image"
        self.setMinimumSize(LEAST, LEAST)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self.update)

    def show_image(self, image: ByteArray | None, said: str) -> None:
        """Show an image, and say what it is."""
        self._image, self._said = image, said
        self.setToolTip(said)
        self.update()

    def spoken_value(self) -> str:
        """Return what it is."""
        return self._said

    def sizeHint(self) -> QSize:
        return QSize(224, 224)

    def picture_rect(self) -> QRect:
        """Return where the image is painted."""
        if self._image is None:
            return QRect()
        high, wide = self._image.shape[:2]
        room_wide, room_high = self.width() - 4, self.height() - 4
        times = min(room_wide // wide, room_high // high)
        if times >= 1:
            size = QSize(wide * times, high * times)
        else:
            size = QSize(wide, high).scaled(
                room_wide, room_high, Qt.AspectRatioMode.KeepAspectRatio
            )
        return QRect(2, 2, size.width(), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image is None:
            return
        painter = QPainter(self)
        place = self.picture_rect()
        paint_pixels(painter, place, self._image, self._theme.theme)
        painter.setPen(QColor(self._theme.theme.line))
        painter.drawRect(place.adjusted(-1, -1, 0, 0))
        if self.hasFocus():
            paint_outline(painter, place, self._theme.theme, is_focus=True)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
