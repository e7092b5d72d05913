"""The loss before and after a change, and what the gradient foretold."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from core.datasets.class_names import class_name
from core.number_text import loss_text, percent_text, signed_words
from core.number_words import counted
from core.what_if.loss_change import LossChange
from gui.panels.what_if.loss_request import LossChanges, Whose
from gui.theme.fonts import CONTROL, number_font

COLUMNS = ("loss before", "loss after", "real change", "foretold by the gradient")
TIPS = (
    "Mean loss with the run's own weights, in float64, without weight decay.",
    "The same with what is changed.",
    "Loss after minus loss before.",
    "Gradient times change, summed over everything that is changed: the slope of the loss at "
    "the run's own weights, taken over the whole way.",
)
WIDTH = 84  # of a column, in screen pixels
WAITS = "…"
MISSING = {
    Whose.SAMPLE: "this sample has no label",
    Whose.BATCH: "the batch of this step was not noted: pause, or take one batch",
    Whose.TEST: "there are no test images that fit",
}


class LossTable(QWidget):
    """One row for the sample, the batch and the test images, and a sentence on why.

    Parameters
    ----------
    name : str
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        self._numbers: dict[Whose, tuple[QLabel, ...]] = {}
        self._whose: dict[Whose, QLabel] = {}
        self._why: dict[Whose, QLabel] = {}
        for at, (title, tip) in enumerate(zip(COLUMNS, TIPS, strict=True)):
            head = _label(f"{name}_head_{at}", "muted", title)
            head.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
            head.setWordWrap(True)
            head.setToolTip(tip)
            grid.addWidget(head, 0, at)
        for row, whose in enumerate(Whose):
            part = whose.name.lower()
            heading = self._whose[whose] = _label(f"{name}_{part}", "", whose.value)
            grid.addWidget(heading, 3 * row + 1, 0, 1, len(COLUMNS) + 1)
            numbers = []
            for at, tip in enumerate(TIPS):
                number = _label(f"{name}_{part}_{at}", "number", "")
                number.setFont(number_font(CONTROL))
                number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                number.setToolTip(tip)
                number.setMinimumWidth(WIDTH)
                grid.addWidget(number, 3 * row + 2, at)
                numbers.append(number)
            self._numbers[whose] = tuple(numbers)
            why = self._why[whose] = _label(f"{name}_{part}_why", "muted", "")
            for words in (heading, why):
                words.setWordWrap(True)
                words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
            grid.addWidget(why, 3 * row + 3, 0, 1, len(COLUMNS) + 1)
        grid.setColumnStretch(len(COLUMNS), 1)

    def show_changes(
        self, changes: LossChanges, names: tuple[str, ...] = (), *, is_complete: bool
    ) -> None:
        """Show what is known; what is not is on its way, unless that is all there is.

        `names` are those of the classes.
        """
        said: set[str] = set()
        for whose in Whose:
            change, texts = changes.get(whose), [""] * len(COLUMNS)
            why = MISSING[whose] if is_complete else WAITS
            title = whose.value
            if change is not None:
                texts = [
                    loss_text(change.before),
                    loss_text(change.after),
                    signed_words(change.real),
                    signed_words(change.predicted),
                ]
                why = change.why()
                title = _title(whose, change, names)
            self._whose[whose].setText(title)
            for label, text in zip(self._numbers[whose], texts, strict=True):
                label.setText(text)
            self._why[whose].setText(why)
            self._why[whose].setVisible(why not in said)  # what holds for all is said once
            said.add(why)

    def set_faded(self, *, is_faded: bool) -> None:
        """Pale while other changes are being compared."""
        self.setEnabled(not is_faded)


def _title(whose: Whose, change: LossChange, names: tuple[str, ...]) -> str:
    """Return whose loss it is, and what is said of it, or how much is right, before and now."""
    is_finite = math.isfinite(change.before) and math.isfinite(change.after)
    if whose is Whose.SAMPLE:
        before, now = (class_name(at, names) for at in change.said)
        same = f"still says {now}" if before == now else f"said {before}, says {now} now"
        return f"{whose.value} · {same}" if is_finite else whose.value
    title = f"{whose.value} ({counted(change.images, 'image')})"
    if not (is_finite and math.isfinite(sum(change.right))):
        return title
    before, now = (percent_text(share, 2) for share in change.right)
    return f"{title} · right: {before} → {now}"


def _label(name: str, role: str, text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        label.setProperty("role", role)
    return label
