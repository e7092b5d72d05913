"""A number that is typed, or dragged to the left and right."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from core.fields import RealNumber
from core.what_if.set_number import LARGEST
from gui.forms.field_text import FieldText
from gui.forms.text_editor import TextEditor

WEIGHT = RealNumber("Weight", "What this number is set to.", -LARGEST, LARGEST)
#: How far the number goes for each pixel it is dragged: a share of its size, and at least this.
PER_PIXEL, LEAST_PER_PIXEL = 0.01, 0.002
BY_KEY = 10  # pixels
FIELD_WIDTH = 104
HANDLE_WIDTH = 22


class NumberDrag(QWidget):
    """A field for one number, with a handle beside it.

    Parameters
    ----------
    name : str
        ``objectName``; the field is ``{name}_field``, the handle ``{name}_handle``.

    Signals
    -------
    changed(float, bool)
        The number, and whether it is still the same movement: typing goes on, or dragging.
    refused(str)
        What is typed is no number that is accepted, and why; empty when all is well again.
    """

    changed = Signal(float, bool)
    refused = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._value = 0.0
        self._goes_on = False
        self._field = TextEditor(FieldText(WEIGHT), name=f"{name}_field")
        self._field.setFixedWidth(FIELD_WIDTH)
        self._field.setToolTip("Type a number. It is only shown: the run's own weight stays.")
        self._field.edited.connect(self._on_typed)
        self._field.finished.connect(self._on_finished)
        self._field.refused.connect(self.refused)
        self._handle = _Handle(f"{name}_handle")
        self._handle.moved.connect(self._on_dragged)
        self._handle.released.connect(self._on_finished)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._field)
        row.addWidget(self._handle)

    def show_number(self, value: float) -> None:
        """Show a number that was set elsewhere; what is being typed stays."""
        plain = _shortest(value)
        if plain != _shortest(self._value):
            self._goes_on = False
        self._value = value
        self._field.show_value(plain, keep_typed=True)

    @Slot(object)
    def _on_typed(self, value: float) -> None:
        self._take(value)

    @Slot(int)
    def _on_dragged(self, pixels: int) -> None:
        per_pixel = max(LEAST_PER_PIXEL, PER_PIXEL * abs(self._value))
        value = max(-LARGEST, min(LARGEST, self._value + pixels * per_pixel))
        self._field.show_value(_shortest(value))
        self._take(value)

    @Slot()
    def _on_finished(self) -> None:
        self._goes_on = False

    def _take(self, value: float) -> None:
        goes_on, self._goes_on = self._goes_on, True
        self._value = value
        self.changed.emit(value, goes_on)


class _Handle(QLabel):
    """What is dragged: says by how many pixels at a time; Left and Right move it by ten."""

    moved = Signal(int)
    released = Signal()

    def __init__(self, name: str) -> None:
        super().__init__("↔")
        self.setObjectName(name)
        self.setProperty("role", "muted")
        self.setToolTip("Drag to the left or right, or press Left and Right: smaller, larger.")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Drag to change the number")
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedWidth(HANDLE_WIDTH)
        self._at: int | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._at = event.position().toPoint().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint().x()
        if self._at is not None and at != self._at:
            pixels, self._at = at - self._at, at
            self.moved.emit(pixels)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pixels = {Qt.Key.Key_Left: -BY_KEY, Qt.Key.Key_Right: BY_KEY}.get(Qt.Key(event.key()))
        if pixels is None:
            super().keyPressEvent(event)
            return
        self.moved.emit(pixels)
        if not event.isAutoRepeat():
            self.released.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._at is not None:
            self._at = None
            self.released.emit()


def _shortest(value: float) -> float:
    """Return the number with the fewest digits that float32 keeps as `value`."""
    return float(str(np.float32(value)))
