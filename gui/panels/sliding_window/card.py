"""The products of one position, and how they add up to the stored number."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from core.index_words import place_words
from core.inspection.slide_reading import SlideReading
from core.number_text import difference_text, size_words
from gui.panels.sliding_window.products import SlidingProducts
from gui.theme.fonts import CONTROL, number_font
from gui.theme.theme import CurrentTheme
from gui.widgets.dynamic_property import set_dynamic_property

ROOM_FOR_WORDS = 960  # width from which the explanation stands beside the sum
ROOM_FOR_TWO = 600  # width from which the sum stands beside the products
LEAST_HEIGHT = 132
_LINES = ("sum", "others", "bias", "rounding", "total", "stored")


class SlidingCard(QFrame):
    """One position in numbers: ``a × b`` of every cell, what is added, and the verdict.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``; the parts are ``{name}_products``, ``{name}_sum`` and so on.
    """

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "card")
        self._title = _label(f"{name}_title", "title")
        self._products = SlidingProducts(theme, f"{name}_products")
        self._names: dict[str, QLabel] = {}
        self._numbers: dict[str, QLabel] = {}
        for line in _LINES:
            self._names[line] = _label(f"{name}_{line}_name", "muted")
            number = _label(f"{name}_{line}", "number")
            number.setFont(number_font(CONTROL, bold=line == "stored"))
            number.setFixedWidth(number.fontMetrics().horizontalAdvance("+0.00000e+00"))
            number.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._numbers[line] = number
        self._verdict = _label(f"{name}_verdict", "ok")
        self._explanation = _label(f"{name}_explanation", "muted")
        self._explanation.setWordWrap(True)
        self._explanation.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lay_out()

    def explain(self, text: str) -> None:
        """Say in words what the window does, where there is room for it."""
        self._explanation.setText(text)

    def show_reading(
        self,
        reading: SlideReading,
        *,
        of_what: str,
        others: str,
        unrotated: SlideReading | None,
    ) -> None:
        """Show one position.

        Parameters
        ----------
        reading : SlideReading
        of_what : str
            What the result is: ``"z"``, ``"dL/dx"``.
        others : str
            What the other maps are: ``"input channels"``.
        unrotated : SlideReading or None
            The same position with the kernel not turned.
        """
        shown = reading if unrotated is None else unrotated
        numbers = self._products.show_reading(shown)
        turned = "" if unrotated is None else ", kernel not turned"
        self._title.setText(
            f"{of_what} at {place_words((reading.row, reading.column))}{turned}"
        )
        count = shown.products.size
        noun = "product" if count == 1 else "products"
        self._write("sum", f"Σ of {count:,} {noun}", numbers.sum)
        rounding = numbers.rounding
        is_sum = shown.other_count > 0 or shown.bias is not None or rounding is not None
        others_text = f"+ {shown.other_count} other {others}"
        others_number = numbers.text(shown.others) if shown.other_count else None
        self._write("others", others_text, others_number)
        bias = None if shown.bias is None else numbers.text(shown.bias)
        self._write("bias", "+ bias", bias)
        self._write("rounding", "+ rounding", rounding)
        self._write("total", "= total", numbers.text(shown.total) if is_sum else None)
        self._write("stored", f"stored {of_what}", numbers.text(reading.stored))
        difference = abs(shown.difference)
        if shown.agrees:
            size = (
                f"difference {difference_text(difference)}" if difference else "to the last bit"
            )
            self._judge("ok", f"✓ equal, {size}")
        else:
            self._judge("error", f"✗ off by {size_words(difference)}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explanation.setVisible(self.width() >= ROOM_FOR_WORDS)
        is_wide = self.width() >= ROOM_FOR_TWO
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, max(LEAST_HEIGHT, super().minimumSizeHint().height()))

    def _write(self, line: str, name: str, number: str | None) -> None:
        for part in (self._names[line], self._numbers[line]):
            if part.isHidden() is not (number is None):
                part.setVisible(number is not None)
        if number is not None:
            self._names[line].setText(name)
            self._numbers[line].setText(number)

    def _judge(self, role: str, text: str) -> None:
        self._verdict.setText(text)
        set_dynamic_property(self._verdict, "role", role)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addWidget(self._title)
        left.addWidget(self._products)
        left.addStretch(1)
        lines = QGridLayout()
        lines.setHorizontalSpacing(10)
        lines.setVerticalSpacing(2)
        for place, line in enumerate(_LINES):
            lines.addWidget(self._names[line], place, 0)
            lines.addWidget(self._numbers[line], place, 1)
        for line in _LINES:
            self._names[line].setFixedHeight(17)
            self._numbers[line].setFixedHeight(17)
        widest = self.fontMetrics().horizontalAdvance("+ 00 other input channels")
        for line in _LINES:
            self._names[line].setFixedWidth(widest)
        self._verdict.setFixedHeight(17)
        lines.addWidget(self._verdict, len(_LINES), 0, 1, 2)
        right = QVBoxLayout()
        right.setContentsMargins(0, 21, 0, 0)
        right.addLayout(lines)
        right.addStretch(1)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row = row
        row.setContentsMargins(14, 6, 14, 8)
        row.setSpacing(16)
        row.addLayout(left)
        row.addLayout(right)
        words = QVBoxLayout()
        words.setContentsMargins(0, 21, 0, 0)
        words.addWidget(self._explanation)
        row.addLayout(words, 1)
        row.addStretch(0)


def _label(name: str, role: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("role", role)
    return label
