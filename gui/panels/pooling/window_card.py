"""What one pooling window saw, chose, and was sent back."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.index_words import place_words
from core.inspection.window_reading import WindowReading
from core.number_text import short_text, signed_text
from gui.panels.pooling.number_grid import NumberGrid
from gui.theme.fonts import READ_OUT, number_font
from gui.theme.theme import CurrentTheme
from gui.widgets.text_room import TextRoom

LEAST_HEIGHT = 99
SPACING = 16
ROOM_FOR_WORDS = 680  # width from which the words stand beside the numbers
WORDS_HEIGHT = 62  # a title and two lines
AROUND_GRID = 33  # screen pixels: title and margins
EVERYWHERE = np.ones((1, 1), np.bool_)
ROUTED_TIP = (
    "dL/dx of each number: the arriving gradient at the winner, exactly 0 at the losers. "
    "Where windows overlap, a cell shows the sum of what all its windows send."
)


class PoolWindowCard(QFrame):
    """The numbers of one window: values and winner, arriving gradient, routed gradient.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``; the parts are ``{name}_values``, ``{name}_winner`` and so on.
    """

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "card")
        self._sentence = ""
        self._title = _label(f"{name}_title", "title")
        self._values = NumberGrid(theme, f"{name}_values")
        self._values.setAccessibleName("Numbers under the window")
        self._title.setToolTip("The numbers under the window; the winner is framed.")
        self._winner = _label(f"{name}_winner", "winner")
        self._winner.setFont(number_font(READ_OUT, bold=True))
        self._why = _label(f"{name}_why", "muted")
        self._arriving_title = _label(f"{name}_arriving_title", "backward", "arriving")
        self._arriving = NumberGrid(theme, f"{name}_arriving")
        self._arriving.setAccessibleName("Arriving gradient")
        self._arriving_title.setToolTip("dL/dy of the pooled number: what comes back.")
        self._arrow = _label(f"{name}_arrow", "muted", "→")
        self._routed_title = _label(f"{name}_routed_title", "backward", "routed")
        self._routed = NumberGrid(theme, f"{name}_routed")
        self._routed.setAccessibleName("Routed gradient")
        self._routed_title.setToolTip(ROUTED_TIP)
        self._count = _label(f"{name}_count", "title")
        self._text = _label(f"{name}_text", "muted")
        self._text.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        # texts that change with every look must not lay the window out again
        self._winner.setFixedSize(
            _width_of(self._winner, "+0.000e+00"), self._winner.fontMetrics().height()
        )
        self._why.setFixedWidth(self._winner.width())
        self._why.setWordWrap(True)
        self._lay_out()

    def say(self, count: str, sentence: str) -> None:
        """Show a sentence about the whole map: what is counted, and the rest of it."""
        self._count.setText(count)
        self._sentence = sentence

    def show_window(
        self,
        reading: WindowReading,
        value_limit: float,
        gradient_limit: float,
        *,
        backward: bool,
    ) -> None:
        """Show the numbers of one window.

        Parameters
        ----------
        reading : WindowReading
        value_limit, gradient_limit : float
            Absolute values that get the full colour.
        backward : bool
            Show the gradients too, if there are any.
        """
        self._title.setText(f"Window {place_words((reading.row, reading.column))}")
        inside, winner = reading.is_inside, reading.winner
        self._values.show_numbers(reading.values, inside, value_limit, winner)
        self._winner.setText(signed_text(reading.pooled))
        self._why.setText(_reason(reading))
        margin = ""
        if reading.margin is not None:
            margin = f" Margin to the runner-up here: {short_text(reading.margin)}."
        self._text.setText(self._sentence + margin)
        has_gradient = backward and reading.arriving is not None
        for part in (
            self._arriving_title,
            self._arriving,
            self._routed_title,
            self._routed,
        ):
            part.setVisible(has_gradient)
        self._fit()
        if has_gradient and reading.arriving is not None and reading.routed is not None:
            arriving = np.full((1, 1), reading.arriving, reading.routed.dtype)
            self._arriving.show_numbers(arriving, EVERYWHERE, gradient_limit, None)
            self._routed.show_numbers(reading.routed, inside, gradient_limit, winner)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._numbers.sizeHint().width() // 2, self.height())

    def hasHeightForWidth(self) -> bool:
        """Return False: the text gets the room there is, it must not ask for more."""
        return False

    def _lay_out(self) -> None:
        winner = QVBoxLayout()
        winner.setSpacing(2)
        winner.addStretch(1)
        for label in (_label("", "muted", "winner"), self._winner, self._why):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            winner.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        winner.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._count_room = TextRoom(self._count)
        # a height that is given counts only where it is not ignored
        self._count_room.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        words.addWidget(self._count_room)
        words.addWidget(TextRoom(self._text), 1)
        numbers = QHBoxLayout()
        numbers.setSpacing(SPACING)
        numbers.addLayout(_column(self._title, self._values))
        numbers.addLayout(winner)
        numbers.addLayout(_column(self._arriving_title, self._arriving))
        numbers.addWidget(self._arrow)
        numbers.addLayout(_column(self._routed_title, self._routed))
        numbers.addStretch(0)
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._parts.setContentsMargins(14, 6, 14, 6)
        self._parts.setSpacing(SPACING)
        self._parts.addLayout(numbers)
        self._parts.addLayout(words, 1)
        self._numbers = numbers

    def _fit(self) -> None:
        """Put the words beside the numbers, or below them where there is no room."""
        is_wide = self.width() >= ROOM_FOR_WORDS
        self._arrow.setVisible(is_wide and not self._routed.isHidden())
        self._count_room.setFixedHeight(self._count.sizeHint().height())
        direction = QBoxLayout.Direction
        self._parts.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)
        spacing = SPACING if is_wide else SPACING // 2
        if self._numbers.spacing() != spacing:  # setting it lays everything out again
            self._numbers.setSpacing(spacing)
        height = max(LEAST_HEIGHT, self._values.sizeHint().height() + AROUND_GRID)
        self.setFixedHeight(height if is_wide else height + WORDS_HEIGHT)


def _reason(reading: WindowReading) -> str:
    if reading.winner is None:
        return "no number won"
    return "first in row order" if reading.is_tied else "the largest"


def _label(name: str, role: str, text: str = "") -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setProperty("role", role)
    return label


def _column(title: QLabel, grid: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(3)
    column.addStretch(1)
    column.addWidget(title)
    column.addWidget(grid)
    column.addStretch(1)
    return column


def _width_of(label: QLabel, text: str) -> int:
    return label.fontMetrics().horizontalAdvance(text)
