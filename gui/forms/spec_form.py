"""A form for the fields of one spec."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.fields import field_rules
from gui.forms.field_editors import make_editor
from gui.forms.field_row import FieldRow


class SpecForm(QWidget):
    """One row per field of a spec, made from the rules the spec itself declares.

    Parameters
    ----------
    spec : object
        An instance of a frozen dataclass whose fields were declared with `spec_field`.
    name : str
        Prefix of every row's ``objectName``: ``{name}_{field}``.
    fields : tuple of str, optional
        Which fields, in this order; all, if empty.

    Signals
    -------
    edited(str, object)
        Name of the field and its new value.
    finished()
        The user left a field.
    """

    edited = Signal(str, object)
    finished = Signal()

    def __init__(
        self,
        spec: object,
        *,
        name: str,
        fields: tuple[str, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        rules = field_rules(spec)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._rows: dict[str, FieldRow] = {}
        prefix = f"{name}_" if name else ""
        for field in fields or tuple(rules):
            row_name = f"{prefix}{field}"
            editor = make_editor(field, rules[field], row_name)
            row = FieldRow(field, rules[field], editor, name=row_name)
            column.addWidget(row)
            self._rows[field] = row
            row.edited.connect(self.edited)
            row.finished.connect(self.finished)
        self.show_spec(spec)

    @property
    def is_empty(self) -> bool:
        """Whether the spec has no field to edit."""
        return not self._rows

    def row(self, field: str) -> FieldRow:
        """Return the row of a field."""
        return self._rows[field]

    def show_spec(self, spec: object, *, keep_typed: bool = False) -> None:
        """Show the values of `spec` without reporting them; see `FieldEditor.show_value`."""
        for field, row in self._rows.items():
            row.show_value(getattr(spec, field), keep_typed=keep_typed)
