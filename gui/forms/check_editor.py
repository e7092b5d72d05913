"""A field for yes or no."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from core.fields import YesOrNo
from gui.forms.field_editor import FieldEditor

#: Without it the box keeps room for a text, and does not line up with the fields.
_BOX = 16


class CheckEditor(FieldEditor):
    """A check box at the right end of its row.

    Parameters
    ----------
    rule : YesOrNo
    name : str
        ``objectName`` of the check box.
    """

    def __init__(self, rule: YesOrNo, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._check = QCheckBox()
        self._check.setObjectName(name)
        self._check.setAccessibleName(rule.label)
        self._check.setFixedWidth(_BOX)
        self.setFocusProxy(self._check)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self._check, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumHeight(28)
        self._check.clicked.connect(self._on_clicked)

    def show_value(self, value: Any, *, keep_typed: bool = False) -> None:  # noqa: ANN401
        self._check.setChecked(bool(value))

    def _on_clicked(self, checked: bool) -> None:
        self.edited.emit(checked)
        self.finished.emit()
