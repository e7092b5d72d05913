"""How an experiment is trained."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.experiment import LOSSES, OPTIMIZERS, Experiment
from core.fields import Choice, field_rules
from core.initializers.catalog import INITIALIZERS
from core.presets import SEED_CNN
from gui.widgets.choice_editor import ChoiceEditor
from gui.widgets.field_editors import make_editor, option_text
from gui.widgets.field_row import FieldRow
from gui.widgets.form_section import FormSection
from gui.widgets.spec_form import SpecForm

_OPTIMIZER = "optimizer"
_INITIALIZER = "initializer"
_AFTER = ("batch_size", "epochs", "validate_every", "seed")


class TrainingForm(QWidget):
    """Loss, optimiser, initialiser and the numbers that steer the training loop.

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
        self._experiment = SEED_CNN
        self._rules = field_rules(Experiment)
        self._section = FormSection("Training")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)
        self._rows: dict[str, FieldRow] = {}
        self._add_choice("loss", self._rules["loss"].label, LOSSES)
        self._add_choice(_OPTIMIZER, "Optimiser", OPTIMIZERS)
        self._optimizer_form = SpecForm(self._experiment.optimizer, name="")
        self._optimizer_form.edited.connect(self._on_optimizer_edited)
        self._optimizer_form.finished.connect(self.finished)
        self._section.add(self._optimizer_form)
        self._add_initializer()
        for field in _AFTER:
            editor = make_editor(field, self._rules[field], field)
            self._add(FieldRow(field, self._rules[field], editor, name=field), field)

    def show_experiment(self, experiment: Experiment, *, keep_typed: bool) -> None:
        """Show an experiment's training settings without reporting them."""
        self._experiment = experiment
        self._rows["loss"].show_value(experiment.loss)
        self._rows[_OPTIMIZER].show_value(experiment.optimizer.KIND)
        self._optimizer_form.show_spec(experiment.optimizer, keep_typed=keep_typed)
        chosen = _initializers(experiment)
        self._initializer.setEnabled(bool(chosen))
        self._rows[_INITIALIZER].show_value(chosen.pop() if len(chosen) == 1 else None)
        for field in _AFTER:
            self._rows[field].show_value(getattr(experiment, field), keep_typed=keep_typed)
        if experiment.batch_size is None:
            self._rows["epochs"].set_label(
                "Iterations", "How many steps; each looks at all training images at once."
            )
        else:
            epochs = self._rules["epochs"]
            self._rows["epochs"].set_label(epochs.label, epochs.explains)

    def show_training_count(self, count: int) -> None:
        """Object to a batch larger than the training data; 0 is not known."""
        batch_size = self._experiment.batch_size or 0
        too_large = count and batch_size > count
        self._rows["batch_size"].show_objection(
            f"There are only {count:,} training images: choose a smaller batch, or the "
            "full batch."
            if too_large
            else ""
        )

    def _add_choice(self, field: str, label: str, kinds: Any) -> None:  # noqa: ANN401
        tips = {kind: spec.EXPLAINS for kind, spec in kinds.items()}
        titles = {kind: spec.TITLE for kind, spec in kinds.items()}
        rule = Choice(label, " ".join(tips.values()), tuple(kinds))
        editor = ChoiceEditor(titles, name=field, tips=tips)
        self._add(FieldRow(field, rule, editor, name=field), field)

    def _add_initializer(self) -> None:
        rule = Choice(
            "Initialiser",
            "How the weights of all layers are drawn before training; "
            "open a layer to set it alone.",
            tuple(INITIALIZERS),
        )
        self._initializer = ChoiceEditor(
            {name: option_text(name) for name in INITIALIZERS}, name=_INITIALIZER, other="mixed"
        )
        row = FieldRow(_INITIALIZER, rule, self._initializer, name=_INITIALIZER)
        self._add(row, _INITIALIZER)

    def _add(self, row: FieldRow, field: str) -> None:
        self._rows[field] = row
        self._section.add(row)
        row.edited.connect(self._on_edited)
        row.finished.connect(self.finished)

    def _on_edited(self, field: str, value: Any) -> None:  # noqa: ANN401
        if field == _OPTIMIZER:
            self.edited.emit({field: OPTIMIZERS[value]()}, "optimiser")
        elif field == _INITIALIZER:
            network = self._experiment.network
            layers = tuple(
                replace(layer, **{_INITIALIZER: value})
                if _INITIALIZER in field_rules(layer)
                else layer
                for layer in network.layers
            )
            self.edited.emit({"network": replace(network, layers=layers)}, "initialiser")
        else:
            self.edited.emit({field: value}, self._rules[field].label.lower())

    def _on_optimizer_edited(self, field: str, value: object) -> None:
        optimizer = self._experiment.optimizer
        name = field_rules(optimizer)[field].label.lower()
        changed = replace(optimizer, **{field: value})  # type: ignore[arg-type]
        self.edited.emit({_OPTIMIZER: changed}, name)


def _initializers(experiment: Experiment) -> set[str]:
    return {
        getattr(layer, _INITIALIZER)
        for layer in experiment.network.layers
        if _INITIALIZER in field_rules(layer)
    }
