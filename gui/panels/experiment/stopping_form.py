"""When a run ends, and with which weights."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.early_stopping_spec import EarlyStoppingSpec
from core.experiment import Experiment
from core.fields import YesOrNo, field_rules
from gui.forms.check_editor import CheckEditor
from gui.forms.field_row import FieldRow
from gui.forms.spec_form import SpecForm
from gui.panels.experiment.form_section import FormSection

_STOPPING = "early_stopping"
_KEEP_BEST = "keep_best"


class StoppingForm(QWidget):
    """Early stopping, and keeping the best weights.

    Signals
    -------
    edited(dict, str)
        Changed fields of the experiment, and the name of the field.
    finished()
        The user left a field.
    """

    edited = Signal(object, str)
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = EarlyStoppingSpec()
        stopping = YesOrNo("Early stopping", "Ends the run when validation no longer improves.")
        keep_best = field_rules(Experiment)[_KEEP_BEST]
        self._stopping = FieldRow(
            _STOPPING, stopping, CheckEditor(stopping, name=_STOPPING), name=_STOPPING
        )
        self._form = SpecForm(self._spec, name=_STOPPING)
        self._keep_best = FieldRow(
            _KEEP_BEST,
            keep_best,
            CheckEditor(YesOrNo(keep_best.label, keep_best.explains), name=_KEEP_BEST),
            name=_KEEP_BEST,
        )
        section = FormSection("Stopping")
        for widget in (self._stopping, self._form, self._keep_best):
            section.add(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section)
        for row in (self._stopping, self._keep_best):
            row.edited.connect(self._on_checked)
            row.finished.connect(self.finished)
        self._form.edited.connect(self._on_edited)
        self._form.finished.connect(self.finished)

    def show_experiment(self, experiment: Experiment, *, keep_typed: bool) -> None:
        """Show an experiment's settings without reporting them."""
        spec = experiment.early_stopping
        if spec is not None:
            self._spec = spec  # offered again when it is switched off and on
        self._stopping.show_value(spec is not None)
        self._form.setVisible(spec is not None)
        self._form.show_spec(self._spec, keep_typed=keep_typed)
        self._keep_best.show_value(experiment.keep_best)

    def show_objections(self, objection: str, experiment: Experiment) -> None:
        """Object to what listens to validation; an empty sentence takes it away."""
        stops = experiment.early_stopping is not None
        self._stopping.show_objection(objection if stops else "")
        self._keep_best.show_objection(objection if experiment.keep_best else "")

    def _on_checked(self, field: str, is_on: Any) -> None:  # noqa: ANN401
        if field == _KEEP_BEST:
            self.edited.emit({field: is_on}, "keep the best")
        else:
            self.edited.emit({field: self._spec if is_on else None}, "early stopping")

    def _on_edited(self, field: str, value: object) -> None:
        changed = replace(self._spec, **{field: value})  # type: ignore[arg-type]
        name = f"early stopping {field_rules(changed)[field].label.lower()}"
        self.edited.emit({_STOPPING: changed}, name)
