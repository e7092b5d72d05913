"""A field for numbers, typed as text."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from gui.forms.field_editor import FieldEditor
from gui.forms.field_text import FieldText
from gui.theme.fonts import number_font
from gui.widgets.dynamic_property import set_dynamic_property

_UNIT_ROOM = 18


class TextEditor(FieldEditor):
    """Type a number, or several; what is not accepted is marked and reported, never changed.

    Up and Down step whole numbers; Escape goes back from what is refused to the last accepted
    value, and is otherwise left to what is around: it closes a dialog.

    Parameters
    ----------
    field_text : FieldText
    name : str
        ``objectName`` of the line edit.
    unit : str
        Shown inside, behind the number.
    """

    def __init__(
        self, field_text: FieldText, *, name: str, unit: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text = field_text
        self._value: Any = None
        self._value_before: Any = None  # what stood here when typing began
        self._line = _Line()
        self._line.setObjectName(name)
        self._line.setAccessibleName(field_text.rule.label)
        self._line.setFont(number_font())
        self._line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._line.setMinimumWidth(40)
        self.setFocusProxy(self._line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._line)
        if unit:
            self._add_unit(unit)
        self._line.textEdited.connect(self._on_edited)
        self._line.editingFinished.connect(self._on_finished)
        self._line.stepped.connect(self._on_stepped)
        self._line.abandoned.connect(self._on_abandoned)

    def show_value(self, value: Any, *, keep_typed: bool = False) -> None:  # noqa: ANN401
        if keep_typed and value == self._value:
            return
        self._value = self._value_before = value
        text = self._text.write(value)
        if text != self._line.text():
            self._line.setText(text)
            if not self._line.hasFocus():
                self._line.setCursorPosition(0)  # of a long number the first digits are seen
        self._mark("")

    def show_when_empty(self, text: str) -> None:
        """Show in an empty field what holds then."""
        self._line.setPlaceholderText(text)

    def _on_edited(self, text: str) -> None:
        try:
            value = self._text.read(text)
        except ValueError as problem:
            self._mark(str(problem))
            value = self._value_before  # the 4 of a 40 that is refused was never meant
        else:
            self._mark("")
        if value != self._value:
            self._value = value
            self.edited.emit(value)

    def _on_finished(self) -> None:
        self._value_before = self._value
        self.finished.emit()

    def _on_stepped(self, step: int) -> None:
        value = self._text.stepped(self._value, step)
        if value != self._value:
            self.show_value(value)
            self.edited.emit(value)

    def _on_abandoned(self) -> None:
        self.show_value(self._value)

    def _mark(self, problem: str) -> None:
        set_dynamic_property(self._line, "invalid", bool(problem))
        self.refused.emit(problem)

    def _add_unit(self, unit: str) -> None:
        label = QLabel(unit)
        label.setProperty("role", "caption")
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._line.setTextMargins(0, 0, _UNIT_ROOM, 0)
        inside = QHBoxLayout(self._line)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addStretch(1)
        inside.addWidget(label)


class _Line(QLineEdit):
    """A line edit for numbers; leaves undo, and Space, which starts and pauses, to others.

    Not Space while there is something in the field that is refused: it belongs to those words.
    """

    stepped = Signal(int)
    abandoned = Signal()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            undo_redo = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
            is_space = event.key() == Qt.Key.Key_Space
            if is_space and self.property("invalid"):
                event.accept()
                return True
            if is_space or any(event.matches(key) for key in undo_redo):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        key = Qt.Key(event.key())
        if key in steps and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self.stepped.emit(steps[key])
        elif key == Qt.Key.Key_Escape and self.property("invalid"):
            self.abandoned.emit()
        elif key == Qt.Key.Key_Space and not self.property("invalid"):
            event.ignore()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and key in steps:
            event.ignore()  # the layer list moves the card
        else:
            super().keyPressEvent(event)
