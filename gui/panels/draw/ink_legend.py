"""What the colours of the ink map mean, and how large its largest number is."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.arrays import FloatArray
from core.inspection.magnitude import largest_magnitude
from core.number_text import digits_text
from gui.theme.fonts import CONTROL, text_font
from gui.theme.theme import CurrentTheme

LINE = 20
SWATCH = 9


class InkLegend(QWidget):
    """Three lines beside a large map, or two below a small one.

    Parameters
    ----------
    theme : CurrentTheme
    """

    def __init__(self, theme: CurrentTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("draw_ink_legend")
        self._theme = theme
        self._scale_text = ""
        theme.changed.connect(self.update)

    @staticmethod
    def height_of(*, is_large: bool) -> int:
        """Return the height of its lines."""
        return (3 if is_large else 2) * LINE

    def show_scale(self, slope: FloatArray | None) -> None:
        """Say how large the numbers of a map are; None for no map."""
        size = None if slope is None else digits_text(largest_magnitude(slope), 2)
        self._scale_text = "" if size is None else f"slope up to ±{size}"
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme.theme
        painter = QPainter(self)
        painter.setFont(text_font(CONTROL))
        if self.height() >= self.height_of(is_large=True):
            self._write(painter, 0, 0, "add ink here", theme.positive)
            self._write(painter, 0, LINE, "remove ink here", theme.negative)
            self._write(painter, 0, 2 * LINE, self._scale_text)
        else:
            self._write(painter, 0, 0, "add", theme.positive)
            self._write(painter, self.width() // 2 - 10, 0, "remove", theme.negative)
            self._write(painter, 0, LINE, self._scale_text)
        painter.end()

    def _write(
        self, painter: QPainter, left: int, top: int, text: str, swatch: str = ""
    ) -> None:
        if swatch:
            square = QRect(left, top + (LINE - SWATCH) // 2, SWATCH, SWATCH)
            painter.fillRect(square, QColor(swatch))
            left += SWATCH + 5
        painter.setPen(QColor(self._theme.theme.muted))
        place = QRect(left, top, self.width() - left, LINE)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
