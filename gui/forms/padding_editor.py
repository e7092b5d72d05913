"""A field for the padding of a layer."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.fields import PaddingChoice
from gui.forms.choice_editor import ChoiceEditor
from gui.forms.field_editor import FieldEditor
from gui.forms.field_text import FieldText
from gui.forms.text_editor import TextEditor

_EXPLICIT = "explicit"
_FIRST_EXPLICIT = ((1, 1), (1, 1))


class PaddingEditor(FieldEditor):
    """Valid, same, or four numbers.

    Parameters
    ----------
    rule : PaddingChoice
    name : str
        ``objectName`` of the choice; the four numbers are called ``{name}_cells``.
    """

    def __init__(
        self, rule: PaddingChoice, *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._cells: Any = _FIRST_EXPLICIT
        self._choice = ChoiceEditor(
            {"valid": "Valid", "same": "Same", _EXPLICIT: "Explicit"},
            name=name,
            tips={
                "valid": "No cells are added: windows stay inside the map.",
                "same": "As many cells as keep the map's size, divided by the stride.",
                _EXPLICIT: "Say how many cells are added at the top, bottom, left and right.",
            },
        )
        self._text = TextEditor(FieldText(rule), name=f"{name}_cells")
        self._text.setToolTip("Cells added at the top, bottom, left, right.")
        self._text.show_value(self._cells)
        self._text.hide()
        self.setFocusProxy(self._choice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._choice)
        column.addWidget(self._text)
        self._choice.edited.connect(self._on_chosen)
        self._text.edited.connect(self._on_edited)
        self._text.refused.connect(self.refused)
        self._text.finished.connect(self.finished)

    def show_value(self, value: Any, *, keep_typed: bool = False) -> None:  # noqa: ANN401
        is_explicit = not isinstance(value, str)
        self._choice.show_value(_EXPLICIT if is_explicit else value)
        self._text.setVisible(is_explicit)
        if is_explicit:
            self._cells = value
        self._text.show_value(self._cells, keep_typed=keep_typed and is_explicit)

    def _on_chosen(self, choice: str) -> None:
        value = self._cells if choice == _EXPLICIT else choice
        self.show_value(value)
        self.edited.emit(value)
        self.finished.emit()

    def _on_edited(self, value: object) -> None:
        self._cells = value
        self.edited.emit(value)
