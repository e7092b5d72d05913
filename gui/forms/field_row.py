"""One line of a form."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from core.fields import FieldRule, OptionalRealNumber, OptionalWholeNumber
from gui.forms.choice_editor import ChoiceEditor
from gui.forms.field_editor import FieldEditor
from gui.forms.padding_editor import PaddingEditor

_NUMBER_WIDTH = 96
_CHOICE_WIDTH = 136
_ROW_HEIGHT = 28


class FieldRow(QWidget):
    """A label, an editor, and room for the sentence that says why an entry is refused.

    Parameters
    ----------
    field : str
        Name of the field in its spec.
    rule : FieldRule
        Gives the label and what it means.
    editor : FieldEditor
    name : str
        The row is called ``{name}_row``, the sentence ``{name}_problem``.

    Signals
    -------
    edited(str, object)
        `field` and its new value, which the rule accepts.
    finished()
        The user left the field: the next edit is a step of its own.
    """

    edited = Signal(str, object)
    finished = Signal()

    def __init__(
        self,
        field: str,
        rule: FieldRule,
        editor: FieldEditor,
        *,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_row")
        self._field = field
        self._refusal = ""
        self._objection = ""
        self._editor = editor
        self._label = QLabel()
        self._label.setObjectName(f"{name}_label")
        self._label.setMinimumHeight(_ROW_HEIGHT)
        self._label.setBuddy(editor)
        self._problem = QLabel()
        self._problem.setObjectName(f"{name}_problem")
        self._problem.setProperty("role", "error")
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.setWordWrap(True)
        self._problem.hide()
        if isinstance(editor, ChoiceEditor | PaddingEditor):
            editor.setFixedWidth(_CHOICE_WIDTH)
        elif not isinstance(rule, OptionalWholeNumber | OptionalRealNumber):
            editor.setFixedWidth(_NUMBER_WIDTH)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._label, 1, Qt.AlignmentFlag.AlignTop)
        line.addWidget(editor, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(line)
        column.addWidget(self._problem)
        self.set_label(rule.label, rule.explains)
        editor.edited.connect(self._on_edited)
        editor.finished.connect(self.finished)
        editor.refused.connect(self._on_refused)

    def set_label(self, label: str, explains: str) -> None:
        """Name the field, with a sentence on what it means."""
        self._label.setText(label)
        self._editor.name_for_readers(label)
        self._label.setToolTip(explains)
        self._editor.setToolTip(explains)

    def show_value(self, value: Any, *, keep_typed: bool = False) -> None:  # noqa: ANN401
        """Show `value` without reporting it; see `FieldEditor.show_value`."""
        self._editor.show_value(value, keep_typed=keep_typed)

    def show_objection(self, objection: str) -> None:
        """Show what is wrong with an accepted value; an empty sentence takes it away."""
        self._objection = objection
        self._show_problem()

    def _on_refused(self, refusal: str) -> None:
        self._refusal = refusal
        self._show_problem()
        if refusal:  # once the sentence has its place
            QTimer.singleShot(0, self, self._bring_into_sight)

    def _show_problem(self) -> None:
        problem = self._refusal or self._objection
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    @Slot()
    def _bring_into_sight(self) -> None:
        """Scroll what the form lies in so far that the whole sentence can be read."""
        outer = self.parentWidget()
        while outer is not None and not isinstance(outer, QScrollArea):
            outer = outer.parentWidget()
        if isinstance(outer, QScrollArea):
            outer.ensureWidgetVisible(self)

    def _on_edited(self, value: object) -> None:
        self.edited.emit(self._field, value)
