"""The products under one position of a window."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.arrays import FloatArray, IntArray, largest_first
from core.index_words import place_words
from core.inspection.magnitude import largest_magnitude
from core.inspection.slide_operand import CellKind
from core.inspection.slide_reading import SlideReading
from gui.theme.fonts import CAPTION, number_font, text_font
from gui.theme.tensor_colors import ColorCode, color_indices, color_table, text_on
from gui.theme.theme import CurrentTheme
from gui.widgets.number_text import fitting_text, signed_text

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
        self._theme = theme
        self._operand: FloatArray = np.zeros((1, 1))
        self._kernel: FloatArray = np.zeros((1, 1))
        self._products: FloatArray = np.zeros((1, 1))
        self._kinds: IntArray = np.zeros((1, 1), np.int8)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def products(self) -> FloatArray:
        """The shown products."""
        return self._products

    def show_reading(self, reading: SlideReading) -> None:
        """Show the products of one position."""
        products = reading.products
        resized = products.shape != self._products.shape
        self._operand, self._kernel = reading.operand, reading.kernel
        self._products, self._kinds = products, reading.kinds
        if resized:
            self.setFixedSize(self.sizeHint())
            self.updateGeometry()
        self.update()

    def texts(self) -> tuple[str, ...]:
        """Return what is written: one text per cell, or one per listed product."""
        if self._is_picture:
            lines = [self._listed_text(cell) for cell in self._largest()]
            rest = self._products.size - len(lines)
            listed = sum(float(self._products[cell]) for cell in self._largest())
            remaining = signed_text(float(self._products.sum()) - listed, 4)
            return (*lines, f"the other {rest:,} sum to {remaining}")
        is_roomy = max(self._products.shape) <= TWO_LINES_UP_TO
        digits, characters, times = (3, 7, " × ") if is_roomy else (2, 5, "×")
        return tuple(
            ""
            if kind == CellKind.PADDING
            else f"{fitting_text(float(a), digits, characters)}{times}"
            f"{fitting_text(float(b), digits, characters)}"
            for a, b, kind in zip(
                self._operand.flat, self._kernel.flat, self._kinds.flat, strict=True
            )
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
        two_lines = max(self._products.shape) <= TWO_LINES_UP_TO
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
            painter.setPen(line)
            painter.drawRect(cell.adjusted(0, 0, -1, -1))
            painter.setPen(QColor(text_on(color)))
            if two_lines:
                product = signed_text(float(self._products[row, column]), 4)
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
        painter.setPen(QColor(theme.line))
        painter.drawRect(picture.adjusted(0, 0, -1, -1))
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

    def _listed_text(self, cell: tuple[int, int]) -> str:
        a, b, product = (
            fitting_text(float(numbers[cell]), 3, 7)
            for numbers in (self._operand, self._kernel, self._products)
        )
        return f"{a:>6} × {b:>6} = {product:>6} at {place_words(cell)}"
