"""What to change when a run goes on from one of its steps."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from core.experiment import OPTIMIZERS, Experiment
from core.fields import field_rules
from core.network_spec import NetworkSpec
from gui.dialogs.dialog_buttons import DialogButtons
from gui.dialogs.dialog_headline import DialogHeadline
from gui.dialogs.fitting_dialog import FittingDialog
from gui.dialogs.freeze_row import FreezeRow, layers_with_weights
from gui.forms.field_editors import make_editor
from gui.forms.field_row import FieldRow
from gui.forms.kind_form import KindForm

WIDTH = 340
FIELDS = ("batch_size", "epochs")
BRANCHES = "Begin another run at this step, with the settings above (Enter)"
ALL_FROZEN = "Every layer with weights is frozen: leave at least one to train."
EXPLAINS = (
    "Weights, optimiser and the order of the images are as they were then, so without a change "
    "the branch does what the run itself did. Its curve is drawn over that of the run you "
    "branch from."
)


class BranchDialog(FittingDialog):
    """Asks for optimiser, learning rate, batch size, epochs and frozen layers of a branch.

    Parameters
    ----------
    experiment : Experiment
        Of the run to branch from.
    step, epoch : int
        Where the branch begins.

    Signals
    -------
    branch_wanted(int, dict)
        The step, and the fields of the experiment that are to change.
    """

    branch_wanted = Signal(int, dict)

    def __init__(self, experiment: Experiment, step: int, epoch: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("branch_dialog")
        self.setWindowTitle("Branch from this step")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._experiment, self._step = experiment, step
        self._changed = experiment
        title = DialogHeadline(f"Branch from step {step:,}", "branch_title")
        where = QLabel(f"Epoch {epoch:,} of {experiment.epochs:,}. {EXPLAINS}")
        where.setObjectName("branch_where")
        where.setProperty("role", "caption")
        where.setWordWrap(True)
        self._optimizer = KindForm(
            OPTIMIZERS, "Optimiser", name="branch_optimizer", prefix="branch"
        )
        self._optimizer.show_spec(experiment.optimizer, keep_typed=False)
        self._optimizer.edited.connect(self._on_optimizer_edited)
        self._buttons = DialogButtons(self, "Branch", name="branch", does=BRANCHES)
        column = QVBoxLayout()
        column.setSpacing(8)
        freeze = FreezeRow(experiment.network, name="branch_freeze")
        freeze.edited.connect(self._on_freeze_edited)
        for widget in (title, where, self._optimizer, *self._rows(experiment), freeze):
            column.addWidget(widget)
        self.lay_out(column, self._buttons)
        self.setFixedWidth(WIDTH)
        self._begin_with("branch_learning_rate")

    def accept(self) -> None:
        """Say what is wanted, and close; not while something typed is refused."""
        for line in self.findChildren(QLineEdit):
            if line.isVisible() and line.property("invalid"):
                line.setFocus()
                line.selectAll()
                return
        changes = {
            name: getattr(self._changed, name)
            for name in ("optimizer", *FIELDS, "network")
            if getattr(self._changed, name) != getattr(self._experiment, name)
        }
        self.branch_wanted.emit(self._step, changes)
        super().accept()

    def _begin_with(self, name: str) -> None:
        """Give the keyboard to what most people came to change: a number can be typed."""
        field = self.findChild(QLineEdit, name)
        if field is not None:
            field.setFocus()
            field.selectAll()

    def _rows(self, experiment: Experiment) -> list[FieldRow]:
        rules, rows = field_rules(Experiment), []
        for field in FIELDS:
            name = f"branch_{field}"
            row = FieldRow(
                field, rules[field], make_editor(field, rules[field], name), name=name
            )
            row.show_value(getattr(experiment, field))
            row.edited.connect(self._on_edited)
            rows.append(row)
        return rows

    def _on_optimizer_edited(self, spec: Any, _name: str) -> None:  # noqa: ANN401
        self._changed = self._changed.replace(optimizer=spec)
        self._optimizer.show_spec(spec, keep_typed=True)

    def _on_freeze_edited(self, network: NetworkSpec) -> None:
        self._changed = self._changed.replace(network=network)
        is_trainable = any(not layer.is_frozen for layer in layers_with_weights(network))
        if self._buttons.act is not None:
            self._buttons.act.setEnabled(is_trainable)
            self._buttons.act.setToolTip(BRANCHES if is_trainable else ALL_FROZEN)

    def _on_edited(self, field: str, value: object) -> None:
        self._changed = self._changed.replace(**{field: value})
