"""Small pictures in rows, each with a line under it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from core.arrays import ByteArray
from gui.theme.tensor_colors import HALF, ColorCode, color_table
from gui.theme.theme import CurrentTheme

SIDE = 84  # screen pixels: three for each of MNIST's
CELL = QSize(92, 112)


class PictureList(QListWidget):
    """Digits, of which one is chosen; the arrow keys go from one to the next.

    Parameters
    ----------
    name : str
        ``objectName``.
    title : str
        For screen readers.
    theme : CurrentTheme

    Signals
    -------
    digit_pressed(int, int)
        Place of the picture the keyboard is at, and the digit key.
    deleted(int)
        Del was pressed at the picture at that place.
    """

    digit_pressed = Signal(int, int)
    deleted = Signal(int)

    def __init__(
        self,
        name: str,
        title: str,
        theme: CurrentTheme,
        *,
        takes_keys: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setMovement(QListWidget.Movement.Static)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(SIDE, SIDE))
        self.setGridSize(CELL)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._theme = theme
        self._takes_keys = takes_keys

    def item_at(self, place: int) -> QListWidgetItem:
        """Return the picture at a place; there is one more if it was the end."""
        if place == self.count():
            item = QListWidgetItem()
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            item.setSizeHint(CELL)  # else all are as large as the first was, still without any
            self.addItem(item)
        return self.item(place)

    def cut_to(self, count: int) -> None:
        """Take away what is beyond so many pictures."""
        while self.count() > count:
            self.takeItem(self.count() - 1)

    def icon_of(self, image: ByteArray) -> QIcon:
        """Return a digit of shape (H, W) as a picture, in whole pixels where it is small."""
        times = max(1, SIDE // max(image.shape))
        colors = color_table(self._theme.theme, ColorCode.INK)[HALF:].take(image)
        pixels = np.ascontiguousarray(np.repeat(np.repeat(colors, times, 0), times, 1))
        height, width = pixels.shape
        picture = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        drawn, result = QPixmap.fromImage(picture), QIcon()
        painter = QPainter(drawn)
        painter.setPen(QColor(self._theme.theme.line))
        painter.drawRect(0, 0, width - 1, height - 1)
        painter.end()
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):  # a chosen digit is not tinted
            result.addPixmap(drawn, mode)
        return result

    def event(self, event: QEvent) -> bool:
        """Take the keys of the list before the panel takes them."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._means_something(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._means_something(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Delete:
            self.deleted.emit(self.currentRow())
        else:
            self.digit_pressed.emit(self.currentRow(), event.key() - Qt.Key.Key_0)

    def _means_something(self, event: QKeyEvent) -> bool:
        is_digit = Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        known = is_digit or event.key() == Qt.Key.Key_Delete
        return self._takes_keys and known and is_plain and self.currentRow() >= 0
