"""Which images an experiment learns from."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.catalogue.known_sets import KNOWN_SETS
from core.catalogue.set_state import state_of
from core.data_description import DataDescription, source_of
from core.datasets.catalog import built_in_formats, explained_files, is_name
from core.datasets.extra_images import parted_source
from core.datasets.label_file import labels_apart, parted_labels
from core.datasets.sample import Part
from core.experiment import Experiment
from core.fields import Choice, RealNumber, field_rules
from core.number_words import counted
from gui.forms.choice_editor import ChoiceEditor
from gui.forms.field_row import FieldRow
from gui.forms.field_text import FieldText
from gui.forms.text_editor import TextEditor
from gui.panels.experiment.form_section import FormSection
from gui.state.loaded_data import LoadedData

#: What the Draw panel calls a copy of My digits that a run learns from.
_OWN_DIGITS = re.compile(r"(\d+) digits [0-9a-f]{8}\.npz")


class DataForm(QWidget):
    """Data set and validation share, with the counts of what is loaded.

    Signals
    -------
    edited(dict, str)
        Changed fields of the experiment, and the name of the field.
    finished()
        The user left a field.
    file_wanted(), folder_wanted()
        The user wants to choose a file, or a folder of images.
    change_wanted()
        The user wants to change how the file is read.
    fit_wanted()
        The user wants the network to follow the data.
    """

    edited = Signal(object, str)
    finished = Signal()
    file_wanted = Signal()
    folder_wanted = Signal()
    change_wanted = Signal()
    fit_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sets: dict[str | DataDescription, str] = {
            known.name: known.title for known in built_in_formats()
        }
        self._set = ChoiceEditor(self._sets, name="data_set")
        set_rule = Choice(
            "Set",
            "The images to learn from.",
            tuple(known.name for known in built_in_formats()),
        )
        self._set_row = FieldRow("data", set_rule, self._set, name="data_set")
        share = field_rules(Experiment)["validation_share"]
        if isinstance(share, RealNumber):
            share = replace(share, at_most=round(share.at_most * 100, 6))
        editor = TextEditor(FieldText(share), name="validation_share", unit="%")
        self._share_row = FieldRow("validation_share", share, editor, name="validation_share")
        self._change_button = QPushButton("Change how it is read…")
        self._change_button.setObjectName("data_change_button")
        self._change_button.setToolTip(
            "Look at the images, and choose size, colour, test images and how the file is read."
        )
        self._change_button.clicked.connect(self.change_wanted)
        self._counts = QLabel()
        self._counts.setObjectName("data_counts")
        self._counts.setProperty("role", "caption")
        self._counts.setTextFormat(Qt.TextFormat.PlainText)
        self._counts.setWordWrap(True)
        self._counts.setToolTip("How many images are learned from, judged on, and never seen.")
        self._fit_button = QPushButton("Fit the network to the data")
        self._fit_button.setObjectName("fit_button")
        self._fit_button.setToolTip(
            "Give the network an input of the images' size, and as many outputs as there are "
            "classes."
        )
        self._fit_button.hide()
        section = FormSection("Data")
        for widget in (
            self._set_row, self._file_buttons(), self._change_button, self._share_row,
            self._counts, self._fit_button,
        ):  # fmt: skip
            section.add(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section)
        self._fit_button.clicked.connect(self._on_fit_clicked)
        for row in (self._set_row, self._share_row):
            row.edited.connect(self._on_edited)
            row.finished.connect(self.finished)

    def _file_buttons(self) -> QWidget:
        files = QWidget()
        row = QHBoxLayout(files)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for title, name, tip, clicked in (
            ("Data file…", "data_file_button",
             f"Learn from a file of your own: {explained_files()}.", self._on_file_clicked),
            ("Image folder…", "data_folder_button",
             "Learn from images of your own: a folder that has a folder for each class.",
             self._on_folder_clicked),
        ):  # fmt: skip
            button = QPushButton(title)
            button.setObjectName(name)
            button.setToolTip(tip)
            button.clicked.connect(clicked)
            row.addWidget(button, 1)
        return files

    def show_experiment(self, experiment: Experiment, *, keep_typed: bool) -> None:
        """Show an experiment's data settings without reporting them."""
        data = experiment.data
        self._change_button.setVisible(not is_name(parted_source(source_of(data))[0]))
        for known in KNOWN_SETS.values():
            if known.name not in self._sets and state_of(known).is_usable:
                self._sets[known.name] = known.title
        if data not in self._sets:
            # Files used before stay on offer, so that going back is one click.
            base, extra = parted_source(source_of(data))
            base, _ = parted_labels(base)
            title = self._sets.get(base) or Path(base).name or base
            if extra:
                own = _OWN_DIGITS.fullmatch(Path(extra).name)
                title = f"{title} + {f'{own[1]} of my digits' if own else Path(extra).name}"
                if title in self._sets.values():  # as many as before, but others
                    title = f"{title}, {Path(extra).stem[-8:]}"
            words = labels_apart(DataDescription.of(data)).choice_words()
            self._sets[data] = f"{title} · {words}" if words else title
        tips = {known: source_of(known) for known in self._sets}
        self._set.set_options(self._sets, tips)
        self._set_row.show_value(data)
        share = round(experiment.validation_share * 100, 10)
        self._share_row.show_value(share, keep_typed=keep_typed)

    def show_data(self, data: LoadedData, experiment: Experiment) -> None:
        """Show what is loaded, split as an experiment wants it."""
        if data.missing == experiment.data:
            instead = "" if data.dataset is None else f" Shown instead: {data.dataset.name}."
            self._counts.setText(f"These images could not be loaded.{instead}")
            return
        if data.dataset is None:
            self._counts.setText("Loading…")
            return
        names = {Part.TRAIN: "training", Part.VALIDATION: "validation", Part.TEST: "test"}
        total_trained = data.count(Part.TRAIN) + data.count(Part.VALIDATION)
        held_back = round(total_trained * experiment.validation_share)
        counts = {
            Part.TRAIN: total_trained - held_back,
            Part.VALIDATION: held_back,
            Part.TEST: data.count(Part.TEST),
        }
        parts = " · ".join(
            f"{count:,} {names[part]}" for part, count in counts.items() if count
        )
        name = data.dataset.name
        total = f"{name}: {counted(sum(counts.values()), 'image')} = {parts}"
        self._counts.setText(
            " ".join([f"{total}.", *data.dataset.notes] if data.dataset.notes else [total])
        )

    def offer_fit(self, *, is_offered: bool) -> None:
        """Offer to make the network fit the data, or stop offering it."""
        self._fit_button.setVisible(is_offered)

    def _on_fit_clicked(self) -> None:
        self.fit_wanted.emit()

    def _on_file_clicked(self) -> None:
        self.file_wanted.emit()

    def _on_folder_clicked(self) -> None:
        self.folder_wanted.emit()

    def _on_edited(self, field: str, value: Any) -> None:  # noqa: ANN401
        if field == "validation_share":
            self.edited.emit({field: value / 100}, "validation share")
        else:
            self.edited.emit({field: value}, "data set")
