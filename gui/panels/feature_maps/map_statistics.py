"""Four numbers that sum up a map."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from core.arrays import FloatArray
from core.number_text import percent_text, signed_text
from gui.theme.fonts import CONTROL, number_font

_ROWS = (
    ("least", "min", "The smallest number of the map."),
    ("most", "max", "The largest number of the map."),
    ("mean", "mean", "The sum of all numbers of the map divided by how many there are."),
    ("zeros", "zeros", "Share of the numbers that are exactly 0."),
)


class MapStatistics(QWidget):
    """Minimum, maximum, mean and share of zeros of one map.

    Parameters
    ----------
    name : str
        ``objectName``; the numbers are ``{name}_least``, ``_most``, ``_mean``, ``_zeros``.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        self._numbers: dict[str, QLabel] = {}
        for position, (key, text, tip) in enumerate(_ROWS):
            label = QLabel(text)
            label.setProperty("role", "caption")
            label.setToolTip(tip)
            number = QLabel()
            number.setObjectName(f"{name}_{key}")
            number.setProperty("role", "number")
            number.setFont(number_font(CONTROL))
            number.setToolTip(tip)
            letters = number.fontMetrics()
            number.setFixedSize(letters.horizontalAdvance("+0.00e+00"), letters.height())
            number.setAlignment(Qt.AlignmentFlag.AlignRight)
            row, column = divmod(position, 2)
            grid.addWidget(label, row, 3 * column)
            grid.addWidget(number, row, 3 * column + 1)
            self._numbers[key] = number
        grid.setColumnStretch(2, 1)

    def show_map(self, values: FloatArray) -> None:
        """Show the numbers of `values`; NaN and infinity show as such."""
        with np.errstate(invalid="ignore", over="ignore"):
            mean = float(values.mean())
        self._numbers["least"].setText(signed_text(float(values.min())))
        self._numbers["most"].setText(signed_text(float(values.max())))
        self._numbers["mean"].setText(signed_text(mean))
        zeros = values.size - int(np.count_nonzero(values))
        self._numbers["zeros"].setText(percent_text(zeros / values.size))
