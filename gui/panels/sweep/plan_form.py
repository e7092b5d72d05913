"""How a sweep searches, how long, and where it runs."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.sweeping.sweep_spec import Pruner, Sampler, SweepObjective, SweepSpec
from gui.panels.sweep.certificate_form import LABEL_WIDTH, CertificateForm
from gui.panels.sweep.typed_values import typed_list, typed_value
from gui.widgets.choice_box import ChoiceBox

TRIALS = 24
CHOICES: tuple[tuple[str, str, type[StrEnum], str], ...] = (
    ("sampler", "Sampler", Sampler, "What decides which settings are tried next: TPE learns "
     "from the trials before, random does not, a grid tries every combination."),
    ("pruner", "Pruner", Pruner, "What ends trials early whose curve lags behind the others'."),
    ("objective", "Best is", SweepObjective, "What makes one trial better than another."),
)  # fmt: skip
FIELDS = (
    ("trials", "Trials", "", "How many there are to be in the folder at the end."),
    ("epochs", "Epochs", "as in the experiment", "How long each trial trains at most."),
    ("minutes", "Minutes", "no limit", "How long new trials may begin."),
    ("seeds", "Seeds", "the experiment's", "Each trial is trained once with each of these, "
     "and judged by their mean: 1, 2, 3."),
    ("workers", "Workers", "as many as are free", "Processes of this computer, one thread "
     "each; they give way to the window."),
    ("address", "Scheduler", "this computer", "Address of a scheduler of Dask, such as "
     "tcp://10.0.0.1:8786. Nothing is connected before you press the button."),
    ("folder", "Folder", "", "Where the study and the runs are kept. A folder of an earlier "
     "sweep is resumed."),
)  # fmt: skip
TITLES = {
    Sampler.TPE: "TPE", Sampler.RANDOM: "random", Sampler.GRID: "grid",
}  # fmt: skip


class PlanForm(QWidget):
    """Choices and fields in a grid.

    Signals
    -------
    edited()
    earlier_wanted()
        The folder of an earlier sweep is to be chosen.
    """

    edited = Signal()
    earlier_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._choices: dict[str, QComboBox] = {}
        self._fields: dict[str, QLineEdit] = {}
        self.certificates = CertificateForm(f"{name}_tls")
        self.certificates.edited.connect(self._on_edited)
        self.certificates.hide()
        title = QLabel("Search")
        title.setObjectName(f"{name}_heading")
        title.setProperty("role", "title")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        for key, label, words, tip in CHOICES:
            combo = ChoiceBox()
            for word in words:
                combo.addItem(TITLES.get(word, word.replace("_", " ")), word)  # type: ignore[call-overload]
            combo.activated.connect(self._on_edited)
            self._choices[key] = combo
            self._add(grid, key, label, combo, tip)
        for key, label, empty, tip in FIELDS:
            edit = QLineEdit()
            edit.setPlaceholderText(empty)
            edit.textEdited.connect(self._on_edited)
            self._fields[key] = edit
            self._add(grid, key, label, edit, tip)
            if key == "address":
                grid.addWidget(self.certificates, grid.rowCount(), 0, 1, 2)
        self._earlier = QPushButton("Open an earlier sweep…")
        self._earlier.setObjectName(f"{name}_earlier")
        self._earlier.setToolTip("Show the trials of a folder, and resume it if you like.")
        self._earlier.clicked.connect(self.earlier_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)  # level with that of the space
        top.addStretch(1)
        top.addWidget(self._earlier)
        column.addLayout(top)
        column.addLayout(grid)
        column.addStretch(1)
        self._choose("sampler", Sampler.TPE)
        self._choose("pruner", Pruner.MEDIAN)
        self._fields["trials"].setText(str(TRIALS))

    @property
    def trials(self) -> object:
        """How many trials are wanted, as it is typed."""
        return typed_value(self._fields["trials"].text())

    @property
    def workers(self) -> object:
        """How many processes are wanted; None for as many as are free."""
        return typed_value(self._fields["workers"].text() or "none")

    @property
    def address(self) -> str:
        """Where the scheduler is; empty for this computer."""
        return self._fields["address"].text().strip()

    @property
    def tls(self) -> dict[str, str]:
        """Certificates for the scheduler; none without its address."""
        return self.certificates.files if self.address else {}

    @property
    def folder(self) -> str:
        """Where the sweep is kept."""
        return self._fields["folder"].text().strip()

    def show_folder(self, folder: Path | str) -> None:
        """Write another folder."""
        self._fields["folder"].setText(str(folder))
        self._fields["folder"].setCursorPosition(0)

    def show_trials(self, count: object) -> None:
        """Write another number of trials."""
        self._fields["trials"].setText(str(count))

    def data(self) -> dict[str, object]:
        """Return the search as the file of a sweep has it."""
        found: dict[str, object] = {
            key: str(combo.currentData()) for key, combo in self._choices.items()
        }
        for key in ("epochs", "minutes"):
            if text := self._fields[key].text().strip():
                found[key] = typed_value(text)
        if seeds := typed_list(self._fields["seeds"].text()):
            found["seeds"] = seeds
        return found

    def show_spec(self, spec: SweepSpec, trials: int) -> None:
        """Show the search of an earlier sweep."""
        self._choose("sampler", spec.sampler)
        self._choose("pruner", spec.pruner)
        self._choose("objective", spec.objective)
        texts = {
            "epochs": "" if spec.epochs is None else str(spec.epochs),
            "minutes": "" if spec.minutes is None else json.dumps(spec.minutes),
            "seeds": ", ".join(map(str, spec.seeds)),
            "trials": str(trials),
        }
        for key, text in texts.items():
            self._fields[key].setText(text)

    def _choose(self, key: str, word: str) -> None:
        self._choices[key].setCurrentIndex(self._choices[key].findData(word))

    def _add(self, grid: QGridLayout, key: str, label: str, widget: QWidget, tip: str) -> None:
        name, row = f"{self.objectName()}_{key}", grid.rowCount()
        title = QLabel(label)
        title.setObjectName(f"{name}_label")
        title.setToolTip(tip)
        title.setBuddy(widget)
        widget.setObjectName(name)
        widget.setAccessibleName(label)
        widget.setToolTip(tip)
        grid.addWidget(title, row, 0)
        grid.addWidget(widget, row, 1)

    @Slot()
    def _on_edited(self) -> None:
        self.certificates.setVisible(bool(self.address))
        self.edited.emit()
