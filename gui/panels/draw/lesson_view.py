"""What one step on the network would do: before, after, and whether to keep it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.arrays import FloatArray
from core.number_text import percent_text, probability_text, signed_text
from core.number_words import counted
from gui.state.teaching import Teaching, TeachingStage

if TYPE_CHECKING:  # it brings training
    from core.training.taught_step import TaughtStep

WORKING = "Training a copy of the network on this drawing, and judging it…"
FORGETS = (
    "So strong a step forgets others: keep it and resume, or keep the drawing in My digits "
    "and add those to training."
)
MUCH = 0.01  # of the images read right, lost by one step
LIVE = "The run itself is as it was: this is a network of its own."


class LessonView(QWidget):
    """A few lines of text, and the buttons to keep the step or to throw it away.

    Parameters
    ----------
    teaching : Teaching
    """

    def __init__(self, teaching: Teaching, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._teaching = teaching
        self._says = QLabel()
        self._says.setObjectName("draw_lesson_says")
        self._says.setTextFormat(Qt.TextFormat.PlainText)
        self._says.setWordWrap(True)
        self._says.setToolTip(
            "What one step of the run's optimiser on this drawing alone does to the answer, "
            "and to images that are not trained on."
        )
        self.keep = QPushButton("Keep as a branch")
        self.keep.setObjectName("draw_lesson_keep")
        self.keep.setToolTip("Make this network a run of its own.")
        self.throw_away = QPushButton("Throw away")
        self.throw_away.setObjectName("draw_lesson_throw_away")
        self.throw_away.setToolTip("Forget it. The run was never touched.")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.keep)
        row.addWidget(self.throw_away)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._says)
        column.addLayout(row)
        column.addStretch(1)
        self.keep.clicked.connect(teaching.keep)
        self.throw_away.clicked.connect(teaching.throw_away)
        self.show_lesson(())

    def show_lesson(self, names: Sequence[str]) -> None:
        """Show how far it is and what came of it; `names` are those of the classes."""
        teaching = self._teaching
        taught, stage = teaching.taught, teaching.stage
        text = teaching.trouble
        if stage is TeachingStage.WORKING:
            text = WORKING
        elif taught is not None:
            text = "\n".join(lesson_lines(taught, names))
        self._says.setText(text)
        self.keep.setVisible(stage is TeachingStage.DONE)
        self.throw_away.setVisible(stage is not TeachingStage.NOTHING)
        self.throw_away.setText("Cancel" if stage is TeachingStage.WORKING else "Throw away")
        self.setVisible(bool(text))


def lesson_lines(taught: TaughtStep, names: Sequence[str]) -> list[str]:
    """Return what a step did: to the class, to the answer, to all other images."""

    def name(label: int) -> str:
        return names[label] if label < len(names) else str(label)

    sure = taught.experiment.network.layers[-1].GIVES_PROBABILITIES
    before, after = (
        _text(one, taught.label, sure=sure) for one in (taught.before, taught.after)
    )
    said, says = int(taught.before.argmax()), int(taught.after.argmax())
    lines = [f"{name(taught.label)}: {before} → {after}"]
    if np.isfinite(taught.after).all():
        same = f"still says {name(says)}" if said == says else (
            f"said {name(said)}, says {name(says)} now")  # fmt: skip
        lines[0] += f" · {same}"
    if taught.part:
        first, then = percent_text(taught.accuracy_before, 2), percent_text(
            taught.accuracy_after, 2)  # fmt: skip
        lines.append(
            f"{taught.part} accuracy: {first} → {then} ({counted(taught.count, 'image')})"
        )
        if taught.accuracy_before - taught.accuracy_after > MUCH:
            lines.append(FORGETS)
    return [*lines, LIVE]


def _text(outputs: FloatArray, label: int, *, sure: bool) -> str:
    value = float(outputs[label])
    return probability_text(value) if sure else signed_text(value, 2)
