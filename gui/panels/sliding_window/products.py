"""The products under one position of a window."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.arrays import FloatArray, IntArray, largest_first
from core.index_words import place_words
from core.inspection.magnitude import largest_magnitude
from core.inspection.slide_numbers import FACTOR, NARROW_FACTOR, SlideNumbers
from core.inspection.slide_operand import CellKind
from core.inspection.slide_reading import SlideReading
from gui.theme.fonts import CAPTION, number_font, text_font
from gui.theme.tensor_colors import ColorCode, color_indices, color_table, text_on
from gui.theme.theme import CurrentTheme
from gui.widgets.thin_frame import paint_frame

GAP = 2
TWO_LINES_UP_TO = 3  # cells along a side; up to so many there is room for the product too
NUMBERS_UP_TO = 5
PICTURE = 104  # screen pixels: what is too large for numbers is a picture of so much
LISTED = 5
LINE = 17
LIST_WIDTH = 262


class SlidingProducts(QWidget):
    """Shows ``a × b`` cell by cell; a large window as a picture and its largest products.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``.
    """

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("Products under the window")
        self._theme = theme
        self._numbers: SlideNumbers | None = None
        self._texts: tuple[str, ...] = ()
        self._products: FloatArray = np.zeros((1, 1))
        self._kinds: IntArray = np.zeros((1, 1), np.int8)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def products(self) -> FloatArray:
        """The shown products."""
        return self._products

    def show_reading(self, reading: SlideReading) -> SlideNumbers:
        """Show the products of one position; return how its numbers are written."""
        products = reading.products
        resized = products.shape != self._products.shape
        self._products, self._kinds = products, reading.kinds
        if resized:
            self.setFixedSize(self.sizeHint())
            self.updateGeometry()
        self._numbers = SlideNumbers(reading)
        self._texts = self._written(self._numbers)
        self.update()
        return self._numbers

    def spoken_value(self) -> str:
        """Return what is written."""
        return "; ".join(text for text in self.texts() if text)

    def texts(self) -> tuple[str, ...]:
        """Return what is written: one text per cell, or one per listed product."""
        return self._texts

    def _written(self, numbers: SlideNumbers) -> tuple[str, ...]:
        if self._is_picture:
            largest = self._largest()
            lines = [_listed_text(numbers, cell) for cell in largest]
            rest = self._products.size - len(lines)
            return (*lines, f"the other {rest:,} sum to {numbers.add_up_listed(largest)}")
        characters, times = (FACTOR, " × ") if self._is_roomy else (NARROW_FACTOR, "×")
        if self._is_roomy:  # the products stand below their factors
            numbers.add_up_all()
        return tuple(
            ""
            if self._kinds[cell] == CellKind.PADDING
            else times.join(numbers.factors(cell, characters))
            for cell in np.ndindex(self._products.shape)
        )

    def sizeHint(self) -> QSize:
        rows, columns = self._products.shape
        if self._is_picture:
            return QSize(PICTURE + 14 + LIST_WIDTH, PICTURE)
        width, height = self._cell_size()
        return QSize(columns * (width + GAP), rows * (height + GAP))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        table = color_table(self._theme.theme, ColorCode.SIGN)
        colors = table[color_indices(self._products, largest_magnitude(self._products))]
        if self._is_picture:
            self._paint_picture(painter, np.ascontiguousarray(colors))
        else:
            self._paint_cells(painter, colors)
        painter.end()

    @property
    def _is_picture(self) -> bool:
        return bool(max(self._products.shape) > NUMBERS_UP_TO)

    @property
    def _is_roomy(self) -> bool:
        return bool(max(self._products.shape) <= TWO_LINES_UP_TO)

    def _cell_size(self) -> tuple[int, int]:
        side = max(self._products.shape)
        if side <= TWO_LINES_UP_TO:
            return 114, 33
        return (82, 24) if side == 4 else (68, 20)

    def _paint_cells(self, painter: QPainter, colors: IntArray) -> None:
        theme = self._theme.theme
        font = number_font(CAPTION if max(self._products.shape) < NUMBERS_UP_TO else 9.5)
        painter.setFont(font)
        width, height = self._cell_size()
        center, line = Qt.AlignmentFlag.AlignCenter, QColor(theme.line)
        texts = self.texts()
        for at, (row, column) in enumerate(np.ndindex(self._products.shape)):
            cell = QRect(column * (width + GAP), row * (height + GAP), width, height)
            if self._kinds[row, column] == CellKind.PADDING:
                painter.fillRect(cell, QColor(theme.background))
                painter.fillRect(cell, QBrush(line, Qt.BrushStyle.BDiagPattern))
                continue
            color = int(colors[row, column])
            painter.fillRect(cell, QColor.fromRgb(color))
            paint_frame(painter, cell, line)
            painter.setPen(QColor(text_on(color)))
            if self._is_roomy and self._numbers is not None:
                product = self._numbers.product((row, column))
                painter.drawText(cell, center, f"{texts[at]}\n{product}")
            else:
                painter.drawText(cell, center, texts[at])

    def _paint_picture(self, painter: QPainter, colors: IntArray) -> None:
        theme = self._theme.theme
        rows, columns = self._products.shape
        zoom = max(1, PICTURE // max(rows, columns))
        picture = QRect(0, 0, min(PICTURE, columns * zoom), min(PICTURE, rows * zoom))
        image = QImage(colors.data, columns, rows, 4 * columns, QImage.Format.Format_RGB32)
        painter.drawImage(picture, image)
        paint_frame(painter, picture, theme.line)
        lines = self.texts()
        painter.setPen(QColor(theme.text))
        painter.setFont(number_font(CAPTION))
        left = PICTURE + 14
        for at, text in enumerate(lines[:-1]):
            painter.drawText(QRect(left, at * LINE, LIST_WIDTH, LINE), 0, text)
        painter.setPen(QColor(theme.muted))
        painter.setFont(text_font(CAPTION))
        painter.drawText(QRect(left, LISTED * LINE + 2, LIST_WIDTH, LINE), 0, lines[-1])

    def _largest(self) -> list[tuple[int, int]]:
        """Return the cells of the largest products, largest first."""
        order = largest_first(self._products)[:LISTED]
        columns = self._products.shape[1]
        return [(int(at) // columns, int(at) % columns) for at in order]


def _listed_text(numbers: SlideNumbers, cell: tuple[int, int]) -> str:
    a, b = numbers.factors(cell)
    return f"{a:>6} × {b:>6} = {numbers.product(cell):>6} at {place_words(cell)}"
