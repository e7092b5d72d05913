"""How an experiment is trained."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.experiment import LOSSES, OPTIMIZERS, SCHEDULES, Experiment
from core.fields import Choice, field_rules
from core.initializers.catalog import INITIALIZERS
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.number_words import are, counted
from core.option_words import option_words
from core.presets import SEED_CNN
from gui.forms.choice_editor import ChoiceEditor
from gui.forms.field_editors import make_editor
from gui.forms.field_row import FieldRow
from gui.forms.kind_form import KindForm
from gui.panels.experiment.augmentation_form import AugmentationForm
from gui.panels.experiment.form_section import FormSection
from gui.panels.experiment.stopping_form import StoppingForm

_INITIALIZER = "initializer"
_SMOOTHING = "label_smoothing"
_AFTER = ("batch_size", "epochs", "validate_every", "seed")
_NEEDS_VALIDATION = "Needs images held back for validation: set Validation above 0 %."


class TrainingForm(QWidget):
    """Loss, optimiser, schedule, initialiser and the numbers that steer the training loop.

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
        self._rows: dict[str, FieldRow] = {}
        self._add_choice("loss", self._rules["loss"].label, LOSSES)
        self._add_field(_SMOOTHING)
        self._optimizer = KindForm(OPTIMIZERS, "Optimiser", name="optimizer", prefix="")
        self._optimizer.edited.connect(self._on_optimizer_edited)
        self._schedule = KindForm(SCHEDULES, "Schedule", name="schedule", prefix="schedule")
        self._schedule.edited.connect(self._on_schedule_edited)
        for form in (self._optimizer, self._schedule):
            form.finished.connect(self.finished)
            self._section.add(form)
        self._add_field("clip_norm")
        self._add_initializer()
        for field in _AFTER:
            self._add_field(field)
        self._stopping = StoppingForm()
        self._stopping.edited.connect(self.edited)
        self._stopping.finished.connect(self.finished)
        self._augmentation = AugmentationForm()
        self._augmentation.edited.connect(self._on_augmentation_edited)
        self._augmentation.finished.connect(self.finished)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for part in (self._section, self._stopping, self._augmentation):
            column.addWidget(part)

    def show_experiment(self, experiment: Experiment, *, keep_typed: bool) -> None:
        """Show an experiment's training settings without reporting them."""
        self._experiment = experiment
        self._rows["loss"].show_value(experiment.loss)
        self._rows["loss"].set_label(
            self._rules["loss"].label, LOSSES[experiment.loss].EXPLAINS
        )
        self._rows[_SMOOTHING].setVisible(experiment.loss == CategoricalCrossEntropy.KIND)
        self._optimizer.show_spec(experiment.optimizer, keep_typed=keep_typed)
        self._schedule.show_spec(experiment.schedule, keep_typed=keep_typed)
        chosen = _initializers(experiment)
        self._initializer.setEnabled(bool(chosen))
        self._rows[_INITIALIZER].show_value(chosen.pop() if len(chosen) == 1 else None)
        for field in (_SMOOTHING, "clip_norm", *_AFTER):
            self._rows[field].show_value(getattr(experiment, field), keep_typed=keep_typed)
        if experiment.batch_size is None:
            self._rows["epochs"].set_label(
                "Iterations", "How many steps; each looks at all training images at once."
            )
        else:
            epochs = self._rules["epochs"]
            self._rows["epochs"].set_label(epochs.label, epochs.explains)
        self._stopping.show_experiment(experiment, keep_typed=keep_typed)
        self._augmentation.show_spec(experiment.augmentation, keep_typed=keep_typed)
        self._object_to_listeners()

    def show_training_count(self, count: int) -> None:
        """Object to a batch larger than the training data; 0 is not known."""
        batch_size = self._experiment.batch_size or 0
        too_large = count and batch_size > count
        self._rows["batch_size"].show_objection(
            f"There {are(count)} only {counted(count, 'training image')}: choose a smaller "
            "batch, or the full batch."
            if too_large
            else ""
        )

    def _object_to_listeners(self) -> None:
        experiment = self._experiment
        objection = "" if experiment.validation_share else _NEEDS_VALIDATION
        listens = experiment.schedule.NEEDS_VALIDATION
        self._schedule.show_objection(objection if listens else "")
        self._stopping.show_objections(objection, experiment)

    def _add_choice(self, field: str, label: str, kinds: Any) -> None:  # noqa: ANN401
        tips = {kind: spec.EXPLAINS for kind, spec in kinds.items()}
        titles = {kind: spec.TITLE for kind, spec in kinds.items()}
        rule = Choice(label, " ".join(tips.values()), tuple(kinds))
        editor = ChoiceEditor(titles, name=field, tips=tips)
        self._add(FieldRow(field, rule, editor, name=field), field)

    def _add_field(self, field: str) -> None:
        editor = make_editor(field, self._rules[field], field)
        self._add(FieldRow(field, self._rules[field], editor, name=field), field)

    def _add_initializer(self) -> None:
        rule = Choice(
            "Initialiser",
            "How the weights of all layers are drawn before training; normal distributions are "
            "not truncated. Open a layer to set it for that layer alone.",
            tuple(INITIALIZERS),
        )
        self._initializer = ChoiceEditor(
            {name: option_words(name) for name in INITIALIZERS},
            name=_INITIALIZER,
            other="mixed",
        )
        row = FieldRow(_INITIALIZER, rule, self._initializer, name=_INITIALIZER)
        self._add(row, _INITIALIZER)

    def _add(self, row: FieldRow, field: str) -> None:
        self._rows[field] = row
        self._section.add(row)
        row.edited.connect(self._on_edited)
        row.finished.connect(self.finished)

    def _on_edited(self, field: str, value: Any) -> None:  # noqa: ANN401
        if field == _INITIALIZER:
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

    def _on_optimizer_edited(self, spec: object, name: str) -> None:
        self.edited.emit({"optimizer": spec}, name)

    def _on_schedule_edited(self, spec: object, name: str) -> None:
        self.edited.emit({"schedule": spec}, name)

    def _on_augmentation_edited(self, spec: object, name: str) -> None:
        self.edited.emit({"augmentation": spec}, name)


def _initializers(experiment: Experiment) -> set[str]:
    return {
        getattr(layer, _INITIALIZER)
        for layer in experiment.network.layers
        if _INITIALIZER in field_rules(layer)
    }
