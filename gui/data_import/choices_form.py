"""How a source is read and used, to be changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from core.data_description import DataDescription
from core.data_import.source_facts import SourceFacts
from core.fields import WholeNumber, YesOrNo
from gui.data_import.choices import (
    FILE,
    READING,
    RULES,
    fields_for,
    options_of,
    value_of,
    with_value,
)
from gui.data_import.size_text import SizeText
from gui.forms.check_editor import CheckEditor
from gui.forms.choice_editor import ChoiceEditor
from gui.forms.field_editor import FieldEditor
from gui.forms.field_row import FieldRow
from gui.forms.field_text import FieldText
from gui.forms.text_editor import TextEditor

_SIZES = ("size", "shape")


class ChoicesForm(QWidget):
    """Edits a description of data; what is refused says so under its choice.

    Parameters
    ----------
    facts : SourceFacts
    description : DataDescription

    Signals
    -------
    changed(DataDescription, str)
        As it is now, and which choice was made.
    test_file_wanted()
        Someone wants test images from a file.
    """

    changed = Signal(object, str)
    test_file_wanted = Signal()

    def __init__(
        self, facts: SourceFacts, description: DataDescription, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._facts, self._description = facts, description
        self._test_count = 0
        self._rows: dict[str, FieldRow] = {}
        self._lists: dict[str, ChoiceEditor] = {}
        self._sizes: dict[str, TextEditor] = {}
        self._problem = QLabel()
        self._problem.setObjectName("import_problem")
        self._problem.setProperty("role", "error")
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._parts = QLabel()
        self._parts.setObjectName("import_parts")
        self._parts.setProperty("role", "caption")
        self._parts.setTextFormat(Qt.TextFormat.PlainText)
        self._parts.setWordWrap(True)
        fields = fields_for(facts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(_section("HOW TO READ IT", "import_reading"))
        kind = QLabel(facts.format.title)
        kind.setVisible(facts.table is None)
        kind.setObjectName("import_format")
        column.addWidget(kind)
        column.addWidget(self._problem)
        for field in (field for field in fields if field in READING):
            column.addWidget(self._row(field))
        column.addSpacing(8)
        column.addWidget(_section("HOW TO USE IT", "import_using"))
        for field in (field for field in fields if field not in READING):
            column.addWidget(self._row(field))
        column.addWidget(self._parts)
        self.show_description(description)

    @property
    def description(self) -> DataDescription:
        """What is chosen."""
        return self._description

    def show_description(
        self, description: DataDescription, *, keep_typed: bool = True
    ) -> None:
        """Show what is chosen without reporting it."""
        self._description = description
        for field, row in self._rows.items():
            if field in self._lists:
                options = options_of(field, self._facts, description, self._test_count)
                self._lists[field].set_options(options)
            value = value_of(field, self._facts, description)
            row.show_value(value, keep_typed=keep_typed)
        if "fit" in self._rows:
            self._rows["fit"].setVisible(description.size is not None)

    def show_size(self, text: str) -> None:
        """Say how large images are where no size is chosen."""
        self._sizes["size"].show_when_empty(text)

    def show_parts(self, text: str, test_count: int) -> None:
        """Say how many images there are to train, validate and test."""
        self._parts.setText(text)
        if test_count != self._test_count:
            self._test_count = test_count
            self.show_description(self._description)

    def show_problem(self, text: str, field: str = "") -> None:
        """Say what is wrong at the choice that caused it, or over all; empty takes it away."""
        at_choice = field in self._rows
        for name, row in self._rows.items():
            row.show_objection(text if name == field else "")
        self._problem.setText("" if at_choice else text)
        self._problem.setVisible(bool(text) and not at_choice)

    @property
    def refused(self) -> dict[str, str]:
        """What is typed and not accepted, by the name of its field."""
        lines = self.findChildren(QLineEdit)
        return {line.objectName(): line.text() for line in lines if line.property("invalid")}

    def type_again(self, refused: Mapping[str, str]) -> None:
        """Put back what was typed and not accepted."""
        for line in self.findChildren(QLineEdit):
            if line.objectName() in refused:
                line.setText(refused[line.objectName()])
                line.textEdited.emit(line.text())

    def choose(self, field: str, value: Any) -> None:  # noqa: ANN401
        """Make a choice as if someone had made it here."""
        self._on_edited(field, value)

    def _row(self, field: str) -> FieldRow:
        rule, name = RULES[field], f"import_{field}"
        editor: FieldEditor
        if isinstance(rule, YesOrNo):
            editor = CheckEditor(rule, name=name)
        elif isinstance(rule, WholeNumber):
            editor = TextEditor(FieldText(rule), name=name)
        elif field in _SIZES:
            is_shape = field == "shape"
            text = SizeText(rule.label, rule.explains, with_channels=is_shape)
            editor = self._sizes[field] = TextEditor(text, name=name)
        else:
            options = options_of(field, self._facts, self._description, 0)
            editor = self._lists[field] = ChoiceEditor(options, name=name)
        row = self._rows[field] = FieldRow(field, rule, editor, name=name)
        row.edited.connect(self._on_edited)
        return row

    def _on_edited(self, field: str, value: Any) -> None:  # noqa: ANN401
        if (field, value) == ("split", FILE):
            self.show_description(self._description)
            self.test_file_wanted.emit()
            return
        self._description = with_value(self._description, field, value)
        self.show_description(self._description)
        self.changed.emit(self._description, field)


def _section(text: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setProperty("role", "section")
    return label
