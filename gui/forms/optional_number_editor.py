"""A field for a number that may be left out."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from core.fields import OptionalRealNumber, OptionalWholeNumber
from gui.forms.field_editor import FieldEditor
from gui.forms.field_text import FieldText
from gui.forms.text_editor import TextEditor


class OptionalNumberEditor(FieldEditor):
    """A check box that says what "no number" means, and the number.

    Parameters
    ----------
    rule : OptionalWholeNumber or OptionalRealNumber
    name : str
        ``objectName`` of the number; the check box is called ``{name}_none``.
    usual : int or float
        The number offered first when the box is unchecked.
    """

    def __init__(
        self,
        rule: OptionalWholeNumber | OptionalRealNumber,
        *,
        name: str,
        usual: float,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._number = usual
        self._check = QCheckBox(rule.none_label)
        self._check.setObjectName(f"{name}_none")
        self._check.setAccessibleName(f"{rule.label}: {rule.none_label}")
        self._check.setToolTip(f"{rule.label}: {rule.none_label}, no number.")
        self._text = TextEditor(FieldText(rule), name=name)
        self._text.setFixedWidth(60)
        self._text.show_value(usual)
        self.setFocusProxy(self._check)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addStretch(1)
        row.addWidget(self._check)
        row.addWidget(self._text)
        self._check.clicked.connect(self._on_clicked)
        self._text.edited.connect(self._on_edited)
        self._text.refused.connect(self.refused)
        self._text.finished.connect(self.finished)

    def show_value(self, value: Any, *, keep_typed: bool = False) -> None:  # noqa: ANN401
        self._check.setChecked(value is None)
        self._text.setEnabled(value is not None)
        if value is not None:
            self._number = value
        self._text.show_value(self._number, keep_typed=keep_typed and value is not None)

    def _on_clicked(self, checked: bool) -> None:
        value = None if checked else self._number
        self.show_value(value)
        self.edited.emit(value)
        self.finished.emit()

    def _on_edited(self, value: float) -> None:
        self._number = value
        self.edited.emit(value)
