"""What the network says of every class, in a column."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from core.arrays import FloatArray
from core.number_text import probability_text, signed_text
from gui.theme.fonts import CONTROL, number_writer, text_font
from gui.theme.text_writer import RIGHT
from gui.theme.theme import CurrentTheme
from gui.widgets.accessible_picture import announce

MOST_ROW, LEAST_ROW = 22, 16
WIDTH = 156
NAME, NUMBER, BETWEEN, BAR = 34, 52, 6, 8
#: Left for a bar beside long names.
LEAST_BAR = 16
MARK = 2  # screen pixels
TIP = "What the network says. Click a class, or press its digit, to say that it is meant."


class _Look(NamedTuple):
    """All that a row is painted from."""

    name: str
    number: str
    is_said: bool
    is_target: bool
    filled: float | None
    mark: float | None


class AnswerBars(QWidget):
    """A row for every class: its name, its probability as a bar, and as a number.

    Parameters
    ----------
    theme : CurrentTheme

    Signals
    -------
    meant(int)
        A class was clicked.
    """

    meant = Signal(int)

    def __init__(self, theme: CurrentTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("draw_answer")
        self.setAccessibleName("What the network says of each class")
        self.setToolTip(TIP)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._theme = theme
        self._names: Sequence[str] = ()
        self._outputs: FloatArray | None = None
        self._are_probabilities = True
        self._other: FloatArray | None = None
        self._target: int | None = None
        self._said: int | None = None  # which row the network says
        self._row: int | None = None  # that the keyboard is at
        self._room = 0
        self._height = MOST_ROW  # of a row
        self._looks: list[_Look] = []  # of the rows, as they are painted or about to be
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self.update)

    @property
    def texts(self) -> list[str]:
        """The numbers as written, from the first class to the last."""
        return [self._number(row) for row in range(len(self._names))]

    def show_classes(self, names: Sequence[str], target: int | None) -> None:
        """List these classes, of which `target` is meant."""
        if names == self._names and target == self._target:
            return
        self._names, self._target = names, target
        self._said = self._said_now()
        self._fit()
        self._update_changed()

    def set_room(self, height: int) -> None:
        """Draw the rows nearer to each other if all of them then fit into `height`."""
        if height != self._room:
            self._room = height
            self._fit()

    def show_outputs(
        self, outputs: FloatArray | None, *, are_probabilities: bool = True
    ) -> None:
        """Show what came out of the network, shape (classes,); None for nothing."""
        self._outputs, self._are_probabilities = outputs, are_probabilities
        self._said = self._said_now()
        self._update_changed()

    def show_other(self, outputs: FloatArray | None) -> None:
        """Mark on each bar where it was or would be, shape (classes,); None for nothing."""
        if outputs is not self._other:
            self._other = outputs
            self._update_changed()

    @property
    def other(self) -> FloatArray | None:
        """What is marked on the bars."""
        return self._other

    def spoken_value(self) -> str:
        """Return the class that the keyboard is at, or that is said."""
        row = self._said if self._row is None else self._row
        if row is None or row >= len(self._names):
            return "nothing yet"
        words = [self._names[row], self._number(row)]
        words += ["what the network says"] if row == self._said else []
        words += ["meant"] if row == self._target else []
        return ", ".join(word for word in words if word)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, self._height * len(self._names))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if by and self._names:
            row = -1 if self._row is None else self._row
            self._row = min(max(row + by, 0), len(self._names) - 1)
            self.update()
            announce(self)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._row is not None:
            self.meant.emit(self._row)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._row = None
        self.update()
        super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = int(event.position().y()) // self._height
        if event.button() is Qt.MouseButton.LeftButton and 0 <= row < len(self._names):
            self.meant.emit(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row in range(len(self._names)):
            if event.region().intersects(self._line(row)):
                self._paint_row(painter, row)
        if self.hasFocus():
            row = (self._said or 0) if self._row is None else self._row
            place = QRect(0, row * self._height, self.width(), self._height).adjusted(
                0, 0, -1, -1
            )
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.theme.selection), 1, Qt.PenStyle.DashLine))
            painter.drawRect(place)
        painter.end()

    def _fit(self) -> None:
        count = max(1, len(self._names))
        row = self._room // count
        self._height = min(row, MOST_ROW) if row >= LEAST_ROW else MOST_ROW
        self.setFixedHeight(self._height * count)
        self.update()

    def _update_changed(self) -> None:
        """Have those rows painted that look different now: under a pen few do."""
        before, self._looks = self._looks, [self._look(at) for at in range(len(self._names))]
        if len(before) != len(self._looks):
            self.update()
            return
        for row, (look, last) in enumerate(zip(self._looks, before, strict=True)):
            if look != last or look.is_said:  # something is painted for every answer
                self.update(self._line(row))

    def _look(self, row: int) -> _Look:
        is_said, is_target = row == self._said, row == self._target
        filled, mark = self._share(self._outputs, row), self._share(self._other, row)
        return _Look(self._names[row], self._number(row), is_said, is_target, filled, mark)

    def _share(self, outputs: FloatArray | None, row: int) -> float | None:
        """Return how much of a bar that is, as finely as it can be painted; None for none."""
        if outputs is None or not self._are_probabilities or row >= len(outputs):
            return None
        value = float(outputs[row])
        return round(min(max(value, 0.0), 1.0), 3) if math.isfinite(value) else 0.0

    def _line(self, row: int) -> QRect:
        return QRect(0, row * self._height, self.width(), self._height)

    def _said_now(self) -> int | None:
        outputs = self._outputs
        if outputs is None or not np.isfinite(outputs).all() or not self._names:
            return None
        return min(int(outputs.argmax()), len(self._names) - 1)

    def _number(self, row: int) -> str:
        if self._outputs is None or row >= len(self._outputs):
            return ""
        value = float(self._outputs[row])
        return probability_text(value) if self._are_probabilities else signed_text(value, 2)

    @property
    def _name_width(self) -> int:
        """Return the room of the names: of the longest, as long as there are bars."""
        letters = QFontMetrics(text_font(CONTROL, bold=True))
        longest = max(map(letters.horizontalAdvance, self._names), default=0) + 1
        room = self.width() - NUMBER - 2 * BETWEEN - LEAST_BAR
        return max(NAME, min(longest, room))

    def _paint_row(self, painter: QPainter, row: int) -> None:
        theme, line = self._theme.theme, self._line(row)
        is_said, is_target = row == self._said, row == self._target
        font = text_font(CONTROL, bold=is_said or is_target)
        painter.setFont(font)
        strong = theme.text if is_said else theme.muted
        painter.setPen(QColor(theme.truth if is_target else strong))
        name = QFontMetrics(font).elidedText(
            self._names[row], Qt.TextElideMode.ElideRight, self._name_width
        )
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, name)
        bar = QRectF(self._name_width + BETWEEN, 0, 0, BAR)
        bar.setWidth(max(1.0, line.width() - self._name_width - NUMBER - 2 * BETWEEN))
        bar.moveTop(line.top() + (self._height - BAR) / 2)
        self._paint_bar(painter, bar, row, is_target=is_target)
        painter.setPen(QColor(strong))
        writer = number_writer(CONTROL, bold=is_said)
        writer.write(painter, line, self._number(row), RIGHT)

    def _paint_bar(self, painter: QPainter, bar: QRectF, row: int, *, is_target: bool) -> None:
        theme, radius = self._theme.theme, BAR / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.raised))
        painter.drawRoundedRect(bar, radius, radius)
        share, other = self._share(self._outputs, row), self._share(self._other, row)
        if share is not None:
            filled = QRectF(bar)
            filled.setWidth(bar.width() * share)
            painter.setBrush(QColor(theme.positive))
            painter.drawRoundedRect(filled, radius, radius)
        if is_target:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(theme.truth))
            painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if other is not None:
            if share is not None and abs(other - share) * bar.width() < MARK:
                return  # it did not move
            left = bar.left() + other * (bar.width() - MARK)
            mark = QRectF(left, bar.top() - MARK, MARK, bar.height() + 2 * MARK)
            painter.fillRect(mark, QColor(theme.text))
