"""Choose one of several kinds, and set what that kind needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.fields import Choice, field_rules
from gui.forms.choice_editor import ChoiceEditor
from gui.forms.field_row import FieldRow
from gui.forms.spec_form import SpecForm


class KindForm(QWidget):
    """A list of kinds over the fields of the chosen one.

    Parameters
    ----------
    kinds : mapping of str to spec class
        Each with ``KIND``, ``TITLE`` and ``EXPLAINS``, and a default for every field.
    label : str
    name : str
        ``objectName`` of the list.
    prefix : str
        Of the fields' object names: ``{prefix}_{field}``; just the field, if empty.

    Signals
    -------
    edited(object, str)
        The new spec, and the name of what was changed.
    finished()
        The user left a field.
    """

    edited = Signal(object, str)
    finished = Signal()

    def __init__(
        self,
        kinds: Mapping[str, Any],
        label: str,
        *,
        name: str,
        prefix: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kinds = kinds
        self._label = label
        self._prefix = prefix
        self._spec: Any = None
        self._forms: dict[str, SpecForm] = {}
        tips = {kind: spec.EXPLAINS for kind, spec in kinds.items()}
        rule = Choice(label, "", tuple(kinds))
        titles = {kind: spec.TITLE for kind, spec in kinds.items()}
        self._row = FieldRow(name, rule, ChoiceEditor(titles, name=name, tips=tips), name=name)
        self._row.edited.connect(self._on_kind_chosen)
        self._row.finished.connect(self.finished)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(5)
        self._column.addWidget(self._row)

    def show_spec(self, spec: Any, *, keep_typed: bool) -> None:  # noqa: ANN401
        """Show a spec of any of the kinds without reporting it."""
        self._spec = spec
        self._row.show_value(spec.KIND)
        self._row.set_label(self._label, spec.EXPLAINS)
        form = self._form(spec)
        for other in self._forms.values():
            other.setVisible(other is form and not form.is_empty)
        form.show_spec(spec, keep_typed=keep_typed)

    def show_objection(self, objection: str) -> None:
        """Show what is wrong with the chosen kind; an empty sentence takes it away."""
        self._row.show_objection(objection)

    def _form(self, spec: Any) -> SpecForm:  # noqa: ANN401
        form = self._forms.get(spec.KIND)
        if form is None:
            form = SpecForm(spec, name=self._prefix)
            form.edited.connect(self._on_field_edited)
            form.finished.connect(self.finished)
            self._forms[spec.KIND] = form
            self._column.addWidget(form)
        return form

    def _on_kind_chosen(self, _: str, kind: str) -> None:
        if kind != self._spec.KIND:
            self.edited.emit(self._kinds[kind](), self._label.lower())

    def _on_field_edited(self, field: str, value: object) -> None:
        name = field_rules(self._spec)[field].label.lower()
        self.edited.emit(replace(self._spec, **{field: value}), name)
