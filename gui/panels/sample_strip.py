"""Choose the one sample that every panel shows."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSpinBox, QWidget

from core.arrays import IntArray
from gui.panels.panel import Panel
from gui.state.lab_state import LabState
from gui.state.sample import Part, Sample
from gui.state.sample_choice import SampleChoice
from gui.theme.icons import icon
from gui.widgets.digit_button import SIDE, DigitButton
from gui.widgets.verdict_label import VerdictLabel

HEIGHT = 52
MAX_THUMBNAILS = 20
SPACING = 6
THUMBNAIL = SIDE + SPACING
ENOUGH_THUMBNAILS = 4  # with fewer, the verdict has to make do with two lines
LEAST_WIDTH = 744  # what all but the thumbnails need, with a verdict of two lines
ANY_CLASS = "any"
_PART_TITLES = {Part.TEST: "Test", Part.VALIDATION: "Validation", Part.TRAIN: "Training"}


class SampleStrip(Panel):
    """Picks a sample by part, index, class, at random, or among the mistakes.

    Parameters
    ----------
    state : LabState

    Signals
    -------
    predictions_wanted(Part)
        The mistakes of a part are asked for: somebody should call `set_predictions`.
    """

    PANEL_ID: ClassVar[str] = "sample_strip"
    TITLE: ClassVar[str] = "Sample"

    predictions_wanted = Signal(object)

    def __init__(self, state: LabState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._choice = SampleChoice(np.random.default_rng())
        self._predicted: dict[Part, IntArray] = {}
        self._judged_step: dict[Part, int] = {}
        self._build()
        self._on_data_changed()
        self._paint_icons()
        state.data.changed.connect(self._on_data_changed)
        state.sample.changed.connect(self._on_sample_changed)
        state.moment.changed.connect(self.refresh_later)
        state.theme.changed.connect(self._paint_icons)

    @property
    def part(self) -> Part | None:
        """The part samples are picked from; None until data is loaded."""
        chosen = self._parts.currentData()
        return None if chosen is None else Part(chosen)

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
    def set_predictions(self, part: Part, predicted_labels: IntArray) -> None:
        """Take what the network says of every sample of `part`, in sample order.

        Predictions of a data set that has been replaced meanwhile are ignored.
        """
        if len(predicted_labels) != self._state.data.count(part):
            return
        self._predicted[part] = predicted_labels
        if part is self.part and self._mistakes.isChecked():
            self._narrow(move=True)

    def refresh(self) -> None:
        sample, moment = self._state.sample.sample, self._state.moment.moment
        self._verdict.show_verdict(sample, moment)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_thumbnails()
        self.refresh_later()

    def sizeHint(self) -> QSize:
        return QSize(1000, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, HEIGHT)

    def _index(self) -> int:
        sample = self._state.sample.sample
        return sample.index if sample is not None and sample.part is self.part else 0

    def _show_index(self, index: int | None) -> None:
        if index is not None and self.part is not None:
            self._state.sample.show(self._state.data.sample(self.part, index))

    def _narrow(self, *, move: bool) -> None:
        """Work out which samples fit; with `move`, leave one that does not."""
        part, data = self.part, self._state.data
        if part is None:
            return
        only_mistakes = self._mistakes.isChecked()
        is_waiting = only_mistakes and part not in self._predicted
        wanted = self._classes.currentData()
        if is_waiting:
            self._count.setText("judging…")
        else:
            predicted = self._predicted[part] if only_mistakes else None
            self._choice.narrow(data.labels(part), wanted, predicted)
            nothing = "no mistakes" if only_mistakes else "none"
            noun = "wrong" if only_mistakes else "images"
            count = len(self._choice)
            self._count.setText(f"{count:,} {noun}" if count else nothing)
            if move:
                nearest = self._choice.nearest(self._index())
                sample = self._state.sample.sample
                shown = None if sample is None else (sample.part, sample.index)
                if shown != (part, nearest):
                    self._show_index(nearest)
        can_step = not is_waiting and len(self._choice) > 0
        for button in (self._previous, self._next, self._random):
            button.setEnabled(can_step)
        self._show_thumbnails()

    def _want_predictions(self) -> None:
        """Ask for the predictions of the part, unless those of this very step are here."""
        part, moment = self.part, self._state.moment.moment
        if part is None:
            return
        step = -1 if moment is None else moment.snapshot.step
        if part not in self._predicted or self._judged_step.get(part) != step:
            self._predicted.pop(part, None)
            self._judged_step[part] = step
            self._narrow(move=False)
            self.predictions_wanted.emit(part)

    def _show_thumbnails(self) -> None:
        count = max(1, min(MAX_THUMBNAILS, self._share_width() // THUMBNAIL))
        part, sample = self.part, self._state.sample.sample
        indices = [] if part is None else self._choice.around(self._index(), count)
        for place, button in enumerate(self._thumbnails):
            button.setVisible(place < len(indices))
            if part is not None and place < len(indices):
                shown = self._state.data.sample(part, indices[place])
                is_current = sample is not None and (sample.part, sample.index) == (
                    part,
                    shown.index,
                )
                name = f"{_PART_TITLES[part]} image {shown.index}, label {shown.label}"
                button.show_image(shown.image, is_current=is_current, name=name)
                button.setProperty("sample_index", shown.index)

    def _share_width(self) -> int:
        """Give the verdict the room it may ever need; return what is left for thumbnails."""
        row, margins = self._row, self._row.contentsMargins()
        # a fixed width is a minimum width too
        widths = [part.minimumWidth() or part.sizeHint().width() for part in self._controls]
        used = (
            sum(widths) + row.spacing() * (len(widths) + 1) + margins.left() + margins.right()
        )
        room = self.width() - used
        return room - self._verdict.fit(room - ENOUGH_THUMBNAILS * THUMBNAIL)

    def _on_data_changed(self) -> None:
        """Offer the new parts, and show an image of the new data at the old place."""
        data, sample = self._state.data, self._state.sample.sample
        self._predicted.clear()
        self._judged_step.clear()
        parts = data.parts()
        with QSignalBlocker(self._parts):
            self._parts.clear()
            for part in parts:
                self._parts.addItem(_PART_TITLES[part], part.value)
            if sample is not None and sample.part in parts:
                self._parts.setCurrentIndex(parts.index(sample.part))
        dataset = data.dataset
        with QSignalBlocker(self._classes):
            self._classes.clear()
            self._classes.addItem(ANY_CLASS, None)
            for label, name in enumerate(() if dataset is None else dataset.class_names):
                self._classes.addItem(name, label)
        self._fit_spin_box()
        self.setEnabled(bool(parts))
        if not parts:
            self._count.setText("no data yet")
            return
        self._narrow(move=False)
        index = min(self._index(), self._spin.maximum())
        self._show_index(index)
        if self._mistakes.isChecked():
            self._want_predictions()

    def _on_sample_changed(self, sample: Sample) -> None:
        """Follow a sample, whoever chose it."""
        place = self._parts.findData(sample.part.value)
        if place >= 0 and place != self._parts.currentIndex():
            with QSignalBlocker(self._parts):
                self._parts.setCurrentIndex(place)
            self._fit_spin_box()
            self._narrow(move=False)
        with QSignalBlocker(self._spin):
            self._spin.setValue(sample.index)
        self._show_thumbnails()
        self.refresh_later()

    def _on_part_chosen(self, _place: int) -> None:
        self._fit_spin_box()
        if self._mistakes.isChecked():
            self._want_predictions()
        self._narrow(move=True)

    def _on_class_chosen(self, _place: int) -> None:
        self._narrow(move=True)

    def _on_index_typed(self, index: int) -> None:
        self._show_index(index)

    def _on_mistakes_toggled(self, is_on: bool) -> None:
        if is_on:
            self._want_predictions()
        self._narrow(move=is_on)

    def _on_thumbnail_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, DigitButton):
            self._show_index(int(button.property("sample_index")))

    def _fit_spin_box(self) -> None:
        part = self.part
        count = 0 if part is None else self._state.data.count(part)
        with QSignalBlocker(self._spin):
            self._spin.setRange(0, max(0, count - 1))
            self._spin.setValue(self._index())

    def _paint_icons(self) -> None:
        color = self._state.theme.theme.text
        self._random.setIcon(icon("dice", color))
        self._previous.setIcon(icon("previous", color))
        self._next.setIcon(icon("next", color))
        self._mistakes.setIcon(icon("mistakes", color))

    def _button(self, name: str, text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setToolTip(tip)
        button.setAccessibleName(text or tip)
        if not text:
            button.setProperty("role", "icon")
        return button

    def _build(self) -> None:
        theme = self._state.theme
        self._parts = QComboBox()
        self._parts.setObjectName("sample_part")
        self._parts.setToolTip(
            "Which images to pick from. Only training images change the weights; "
            "validation images judge during training, test images at the end."
        )
        self._parts.setFixedWidth(98)
        self._classes = QComboBox()
        self._classes.setObjectName("sample_class")
        self._classes.setToolTip("Only images whose true class is this one.")
        self._classes.setFixedWidth(62)
        self._spin = QSpinBox()
        self._spin.setObjectName("sample_index")
        self._spin.setToolTip("Number of the image in its part, counted from 0.")
        self._spin.setKeyboardTracking(False)
        self._spin.setWrapping(True)
        self._spin.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._spin.setFixedWidth(66)
        self._previous = self._button("sample_previous", "", "Previous image that fits")
        self._next = self._button("sample_next", "", "Next image that fits")
        self._random = self._button("sample_random", "", "Any image that fits")
        self._mistakes = self._button(
            "sample_mistakes",
            "Mistakes",
            "Only images the network gets wrong at this step. Press again after more training "
            "to judge anew.",
        )
        self._mistakes.setCheckable(True)
        self._count = QLabel()
        self._count.setObjectName("sample_count")
        self._count.setProperty("role", "caption")
        self._count.setFixedWidth(78)
        self._verdict = VerdictLabel("sample_verdict")
        self._thumbnails = [DigitButton(theme) for _ in range(MAX_THUMBNAILS)]

        row = self._row = QHBoxLayout(self)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)  # thumbnails give way
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(SPACING)
        row.addWidget(self._parts)
        row.addWidget(self._spin)
        row.addWidget(self._previous)
        for place, button in enumerate(self._thumbnails):
            button.setObjectName(f"sample_thumbnail_{place}")
            button.clicked.connect(self._on_thumbnail_clicked)
            row.addWidget(button)
        row.addWidget(self._next)
        row.addWidget(self._random)
        row.addWidget(self._classes)
        row.addWidget(self._mistakes)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._verdict)
        self.setFixedHeight(HEIGHT)
        self._controls = (
            *(self._parts, self._spin, self._previous, self._next, self._random),
            *(self._classes, self._mistakes, self._count),
        )

        self._parts.activated.connect(self._on_part_chosen)
        self._classes.activated.connect(self._on_class_chosen)
        self._spin.valueChanged.connect(self._on_index_typed)
        self._previous.clicked.connect(self.choose_previous)
        self._next.clicked.connect(self.choose_next)
        self._random.clicked.connect(self.choose_random)
        self._mistakes.toggled.connect(self._on_mistakes_toggled)
