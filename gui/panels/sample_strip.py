"""Choose the image that every panel shows."""

from __future__ import annotations

import secrets

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSpinBox, QWidget

from core.arrays import IntArray
from gui.panels.panel import Panel
from gui.state.lab_state import LabState
from gui.state.sample import Part


class SampleStrip(Panel):
    """Pick an image by index or at random; shows its label and what the network says.

    Signals
    -------
    predictions_wanted(Part)
    """

    PANEL_ID = "sample_strip"
    TITLE = "Sample"
    predictions_wanted = Signal(object)

    def __init__(self, state: LabState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.index = QSpinBox()
        self.index.setObjectName("sample_index")
        self.index.setToolTip("Which test image is shown")
        self.index.valueChanged.connect(self._on_index_changed)
        dice = QPushButton("Random")
        dice.setObjectName("sample_random")
        dice.setToolTip("Look at another image")
        dice.clicked.connect(self.choose_random)
        self.verdict = QLabel()
        self.verdict.setObjectName("sample_verdict")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.addWidget(QLabel("Sample"))
        row.addWidget(self.index)
        row.addWidget(dice)
        row.addWidget(self.verdict)
        row.addStretch()
        state.sample.changed.connect(self.refresh_later)
        state.data.changed.connect(self.refresh_later)
        state.moment.changed.connect(self.refresh_later)

    def refresh(self) -> None:
        sample, moment = self._state.sample.sample, self._state.moment.moment
        if sample is None:
            return
        self.index.blockSignals(True)
        self.index.setRange(0, max(self._state.data.count(sample.part) - 1, 0))
        self.index.setValue(sample.index)
        self.index.blockSignals(False)
        if moment is not None:
            trace = moment.trace
            share = float(trace.values[-1].max())
            self.verdict.setText(
                f"label {sample.label} · predicted {trace.predicted} ({share:.0%})"
            )

    @Slot()
    def choose_random(self) -> None:
        """Show any image of the same part."""
        self._show(secrets.randbelow(max(self.index.maximum(), 1)))

    @Slot()
    def choose_next(self) -> None:
        """Show the following image."""
        self._show(self.index.value() + 1)

    @Slot()
    def choose_previous(self) -> None:
        """Show the preceding image."""
        self._show(self.index.value() - 1)

    def set_predictions(self, part: Part, labels: IntArray) -> None:
        """Receive the classes given to all images of `part`."""

    @Slot(int)
    def _on_index_changed(self, index: int) -> None:
        self._show(index)

    def _show(self, index: int) -> None:
        sample = self._state.sample.sample
        if sample is not None and 0 <= index < self._state.data.count(sample.part):
            self._state.sample.show(self._state.data.sample(sample.part, index))
