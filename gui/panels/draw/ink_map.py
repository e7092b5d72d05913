"""Where more ink, and where less, would make the drawing more of what it is meant to be."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.arrays import FloatArray, IntArray
from core.inspection.magnitude import largest_magnitude
from gui.theme.fonts import BODY, text_font
from gui.theme.tensor_colors import ColorCode, colors_of
from gui.theme.theme import CurrentTheme
from gui.widgets.thin_frame import paint_frame

HEADING = 20
SMALL, LARGE = 112, 168  # sides of the map: four and six pixels for each of MNIST's
TEXT_WIDTH = 190  # beside a large map
FAINT = 0.16  # how much of the drawing is seen through the map
TIP = (
    "How the loss changes with the ink of each pixel, the sign turned. Blue: more ink here "
    "makes the class more probable. Orange: less ink does."
)


class InkMap(QWidget):
    """The signed slope of the loss by the ink of every pixel, over the faint drawing.

    Parameters
    ----------
    theme : CurrentTheme
    """

    def __init__(self, theme: CurrentTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("draw_ink_map")
        self.setAccessibleName("Where more or less ink would help")
        self.setToolTip(TIP)
        self._theme = theme
        self._slope: FloatArray | None = None
        self._ink: FloatArray | None = None
        self._name = ""
        theme.changed.connect(self.update)

    @property
    def slope(self) -> FloatArray | None:
        """What is shown, shape (H, W): positive where more ink helps."""
        return self._slope

    @property
    def title(self) -> str:
        """What the map is for."""
        return f"To make it {self._name}" if self._name else "Where ink helps"

    def show_slope(self, slope: FloatArray | None, ink: FloatArray | None, name: str) -> None:
        """Show where ink helps; None for nothing.

        Parameters
        ----------
        slope : ndarray of shape (H, W) or None
            Positive where more ink helps.
        ink : ndarray of shape (H, W) or None
            The drawing, from 0 to 1.
        name : str
            Of the class in question.
        """
        self._slope, self._ink, self._name = slope, ink, name
        self.update()

    def spoken_value(self) -> str:
        """Return the class in question, and where ink helps most."""
        if self._slope is None:
            return "nothing yet"
        row, column = np.unravel_index(int(np.nan_to_num(self._slope).argmax()),
                                       self._slope.shape)  # fmt: skip
        return f"{self.title}: more ink helps most at row {row}, column {column}"

    @staticmethod
    def height_of(*, is_large: bool) -> int:
        """Return the height that the map takes with its heading."""
        return HEADING + (LARGE if is_large else SMALL)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._theme.theme
        side = self.height() - HEADING
        painter.setFont(text_font(BODY, bold=True))
        painter.setPen(QColor(theme.text))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(0, 0, self.width(), HEADING), middle, self.title)
        area = QRect(0, HEADING, side, side)
        painter.fillRect(area, QColor(theme.surface))
        if self._slope is not None:
            pixels = self._pixels()
            height, width = pixels.shape
            image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
            painter.drawImage(_placed(area, height, width), image)
        paint_frame(painter, area, theme.line)
        painter.end()

    def _pixels(self) -> IntArray:
        theme, slope = self._theme.theme, self._slope
        if slope is None:
            return np.zeros((0, 0), np.uint32)
        colors = colors_of(slope, largest_magnitude(slope), theme, ColorCode.SIGN)
        if self._ink is None:
            return np.ascontiguousarray(colors)
        text = QColor(theme.text).rgb()
        share = FAINT * self._ink
        mixed = np.zeros(colors.shape, np.uint32)
        for shift in (16, 8, 0):
            below, over = (colors >> shift) & 255, (text >> shift) & 255
            mixed |= np.rint(below * (1 - share) + over * share).astype(np.uint32) << shift
        return mixed | np.uint32(0xFF000000)


def _placed(area: QRect, height: int, width: int) -> QRect:
    """Return where a map lies: in the middle of `area`, in whole pixels where it is small."""
    scale = area.width() / max(height, width)
    if scale > 1:
        scale = int(scale)
    placed = QRect(0, 0, max(1, round(width * scale)), max(1, round(height * scale)))
    placed.moveTopLeft(area.center() - placed.center())
    return placed
