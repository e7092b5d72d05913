"""The drawing as it is after a stage."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from core.arrays import ByteArray
from gui.theme.tensor_colors import HALF, ColorCode, color_table
from gui.theme.theme import DARK, CurrentTheme
from gui.widgets.thin_frame import paint_frame

SIDE = 112  # four pixels for each of MNIST's
CROSS = 8  # screen pixels to each side


class StagePicture(QWidget):
    """What the drawing is after a stage.

    Parameters
    ----------
    name : str
        ``objectName``.
    title : str
        Of the stage.
    theme : CurrentTheme
    """

    def __init__(
        self, name: str, title: str, theme: CurrentTheme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(f"The drawing: {title}")
        self.setFixedSize(SIDE, SIDE)
        self._theme = theme
        self._image: ByteArray | None = None
        self._is_as_it_is = False
        self._box: tuple[int, int, int, int] | None = None
        self._centre: tuple[float, float] | None = None
        theme.changed.connect(self.update)

    @property
    def image(self) -> ByteArray | None:
        """What is shown, shape (H, W); None if there is nothing."""
        return self._image

    @property
    def marks(self) -> tuple[tuple[int, int, int, int] | None, tuple[float, float] | None]:
        """The box that is marked on the picture, and the point; see `show_marks`."""
        return self._box, self._centre

    def show_image(self, image: ByteArray | None, *, is_as_it_is: bool) -> None:
        """Show a picture: as ink, or as it is."""
        self._image, self._is_as_it_is = image, is_as_it_is
        self._box = self._centre = None
        self.update()

    def show_marks(
        self,
        box: tuple[int, int, int, int] | None = None,
        centre: tuple[float, float] | None = None,
    ) -> None:
        """Mark a part of the picture, or a point in it; the next picture has no marks.

        Parameters
        ----------
        box : tuple of int (top, left, bottom, right), optional
        centre : tuple of float (row, column), optional
            The middle of a pixel is a whole number.
        """
        self._box, self._centre = box, centre
        self.update()

    def spoken_value(self) -> str:
        """Return the size of the picture."""
        if self._image is None:
            return "no ink"
        return f"{self._image.shape[0]}×{self._image.shape[1]} pixels"

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._theme.theme
        painter.fillRect(self.rect(), QColor(theme.ink_none))
        if self._image is not None:
            table = color_table(DARK if self._is_as_it_is else theme, ColorCode.INK)
            pixels = np.ascontiguousarray(table[HALF:].take(self._image))
            height, width = pixels.shape
            area = self._place(height, width)
            image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
            is_smaller = area.width() < width or area.height() < height
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_smaller)
            painter.drawImage(area, image)
            self._paint_marks(painter, area, area.width() / width)
        paint_frame(painter, self.rect(), theme.line)
        painter.end()

    def _paint_marks(self, painter: QPainter, area: QRect, scale: float) -> None:
        theme = self._theme.theme
        if self._box is not None:
            painter.setPen(QPen(QColor(theme.muted), 1, Qt.PenStyle.DashLine))
            painter.drawRect(box_on(self._box, area, scale))
        if self._centre is not None:
            row, column = self._centre
            x = area.left() + round((column + 0.5) * scale)
            y = area.top() + round((row + 0.5) * scale)
            painter.setPen(QPen(QColor(theme.truth), 1))
            painter.drawLine(x - CROSS, y, x + CROSS, y)
            painter.drawLine(x, y - CROSS, x, y + CROSS)

    def _place(self, height: int, width: int) -> QRect:
        """Return where the picture lies: in the middle, in whole pixels where it is small."""
        largest = max(height, width)
        scale = SIDE / largest
        if scale > 1:
            scale = int(scale)
        area = QRect(0, 0, max(1, round(width * scale)), max(1, round(height * scale)))
        area.moveTopLeft(self.rect().center() - area.center())
        return area


def box_on(box: tuple[int, int, int, int], area: QRect, scale: float) -> QRect:
    """Return where top, left, bottom and right of a picture are that is shown in `area`."""
    top, left, bottom, right = (round(edge * scale) for edge in box)
    placed = QRect(left, top, max(1, right - left), max(1, bottom - top))
    return placed.translated(area.topLeft()).adjusted(0, 0, -1, -1)
