"""Choose the one sample that every panel shows."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QSignalBlocker, QSize, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.arrays import IntArray
from core.datasets.sample import Part, Sample
from core.number_words import counted
from gui.panels.panel import Panel
from gui.panels.samples.bar import HEIGHT, SampleBar
from gui.state.lab_state import LabState
from gui.state.sample_choice import SampleChoice

ANY_CLASS = "any"


class SampleStrip(Panel):
    """Picks a sample by part, index, class, at random, or among the mistakes.

    Parameters
    ----------
    state : LabState

    Signals
    -------
    predictions_wanted(Part)
        The mistakes of a part are asked for: the owner should call `set_predictions`.
    """

    PANEL_ID: ClassVar[str] = "sample_strip"
    TITLE: ClassVar[str] = "Sample"

    predictions_wanted = Signal(object)

    def __init__(self, state: LabState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._choice = SampleChoice(np.random.default_rng())
        self._predicted: dict[Part, IntArray] = {}
        self._judged_by: dict[Part, tuple[str, int]] = {}  # which run at which step
        self._build()
        self._on_data_changed()
        state.data.changed.connect(self._on_data_changed)
        state.sample.changed.connect(self._on_sample_changed)
        state.moment.changed.connect(self.refresh_later)

    @property
    def part(self) -> Part | None:
        """The part samples are picked from; None until data is loaded."""
        return self._bar.parts.part

    @property
    def matching(self) -> IntArray:
        """Indices of the samples one steps through, ascending."""
        return self._choice.matching

    @Slot()
    def choose_random(self) -> None:
        """Show any sample that fits."""
        self._show_index(self._choice.random(self._index()))

    @Slot()
    def choose_next(self) -> None:
        """Show the next sample that fits; after the last comes the first."""
        self._show_index(self._choice.next_to(self._index(), 1))

    @Slot()
    def choose_previous(self) -> None:
        """Show the sample before this one that fits; before the first comes the last."""
        self._show_index(self._choice.next_to(self._index(), -1))

    @Slot(object, object)
    def choose_mistakes(self, is_on: bool) -> None:
        """Step through misjudged samples only, or through all."""
        self._bar.mistakes.setChecked(is_on)

    def set_predictions(self, part: Part, predicted_labels: IntArray) -> None:
        """Take what the network says of every sample of `part`, in sample order.

        Predictions of a data set that has been replaced meanwhile are ignored.
        """
        if len(predicted_labels) != self._state.data.count(part):
            return
        self._predicted[part] = predicted_labels
        if part is self.part and self._bar.mistakes.isChecked():
            self._narrow(move=True)

    def refresh(self) -> None:
        sample, moment = self._state.sample.sample, self._state.moment.moment
        self._bar.verdict.show_verdict(sample, moment)

    def sizeHint(self) -> QSize:
        return self._bar.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._bar.minimumSizeHint()

    def _index(self) -> int:
        sample = self._state.sample.sample
        return sample.index if sample is not None and sample.part is self.part else 0

    def _show_index(self, index: int | None) -> None:
        if index is not None and self.part is not None:
            self._state.sample.show(self._state.data.sample(self.part, index))

    def _narrow(self, *, move: bool) -> None:
        """Work out which samples fit; with `move`, leave one that does not."""
        part, bar = self.part, self._bar
        if part is None:
            return
        only_mistakes = bar.mistakes.isChecked()
        predicted = self._predicted.get(part) if only_mistakes else None
        if only_mistakes and predicted is None:
            bar.count.setText("judging…")
            bar.allow_steps(may_step=False)
            return
        wanted = bar.classes.currentData()
        self._choice.narrow(self._state.data.labels(part), wanted, predicted)
        count = len(self._choice)
        if only_mistakes:
            bar.count.setText(f"{count:,} wrong" if count else "no mistakes")
        else:
            bar.count.setText(counted(count, "image") if count else "none")
        if move:
            self._leave_what_does_not_fit(part)
        bar.allow_steps(may_step=count > 0)

    def _leave_what_does_not_fit(self, part: Part) -> None:
        nearest, sample = self._choice.nearest(self._index()), self._state.sample.sample
        if sample is None or (sample.part, sample.index) != (part, nearest):
            self._show_index(nearest)

    def _want_predictions(self) -> None:
        """Ask for the predictions of the part, unless this very network's are here."""
        part, moment = self.part, self._state.moment.moment
        if part is None:
            return
        by = ("", -1) if moment is None else (moment.run_id, moment.snapshot.step)
        if part not in self._predicted or self._judged_by.get(part) != by:
            self._predicted.pop(part, None)
            self._judged_by[part] = by
            self._narrow(move=False)
            self.predictions_wanted.emit(part)

    def _show_digits(self) -> None:
        part, digits, data = self.part, self._bar.digits, self._state.data
        samples: list[Sample] = []
        if part is not None:
            indices = self._choice.around(self._index(), digits.capacity)
            samples = [data.sample(part, index) for index in indices]
        digits.show_samples(samples, self._state.sample.sample)

    def _on_data_changed(self) -> None:
        """Offer the new parts, and show an image of the new data at the old place."""
        data, sample = self._state.data, self._state.sample.sample
        self._predicted.clear()
        self._judged_by.clear()
        parts = data.parts()
        self._bar.parts.offer(parts, None if sample is None else sample.part)
        dataset = data.dataset
        with QSignalBlocker(self._bar.classes):
            self._bar.classes.clear()
            self._bar.classes.addItem(ANY_CLASS, None)
            for label, name in enumerate(() if dataset is None else dataset.class_names):
                self._bar.classes.addItem(name, label)
        self._count_indices()
        self.setEnabled(bool(parts))
        if not parts:
            self._bar.count.setText("no data yet")
            self._bar.allow_steps(may_step=False)
            return
        self._narrow(move=False)
        index = min(self._index(), self._bar.place.maximum())
        self._show_index(index)
        if self._bar.mistakes.isChecked():
            self._want_predictions()

    def _on_sample_changed(self, sample: Sample) -> None:
        """Follow a sample, wherever it was chosen."""
        if self._bar.parts.show_part(sample.part):
            self._count_indices()
            self._narrow(move=False)
        self._bar.place.show_index(sample.index)
        self._show_digits()
        self.refresh_later()

    def _on_part_chosen(self, _place: int) -> None:
        self._count_indices()
        if self._bar.mistakes.isChecked():
            self._want_predictions()
        self._narrow(move=True)

    def _on_class_chosen(self, _place: int) -> None:
        self._narrow(move=True)

    def _on_mistakes_toggled(self, is_on: bool) -> None:
        if is_on:
            self._want_predictions()
        self._narrow(move=is_on)

    def _on_rearranged(self) -> None:
        self._show_digits()
        self.refresh_later()

    def _count_indices(self) -> None:
        part = self.part
        count = 0 if part is None else self._state.data.count(part)
        self._bar.place.show_index(self._index(), count=count)

    def _build(self) -> None:
        bar = self._bar = SampleBar(self._state.theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(bar)
        self.setFixedHeight(HEIGHT)
        bar.parts.activated.connect(self._on_part_chosen)
        bar.classes.activated.connect(self._on_class_chosen)
        bar.place.valueChanged.connect(self._show_index)
        bar.digits.chosen.connect(self._show_index)
        bar.previous.clicked.connect(self.choose_previous)
        bar.next.clicked.connect(self.choose_next)
        bar.random.clicked.connect(self.choose_random)
        bar.mistakes.toggled.connect(self._on_mistakes_toggled)
        bar.rearranged.connect(self._on_rearranged)
