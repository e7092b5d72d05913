"""What the network says of the chosen sample, and whether that is right."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from core.datasets.sample import Sample
from core.inspection.moment import Moment
from gui.widgets.dynamic_property import set_dynamic_property

SEPARATOR = " · "
TIP = (
    "True class, and what the network at this step says it is. “dropping” means that numbers "
    "drop out as in training, so the network may say something else than in use."
)
WIDEST = "label 0 · predicted 0 (> 99 %) ✓"
WIDEST_BRIEF = "label 0 · predicted 0 ✓"


class VerdictLabel(QLabel):
    """``label 7 · predicted 7 (96 %) ✓`` in one line, or in two where there is less room.

    Parameters
    ----------
    name : str
        ``objectName``.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setToolTip(TIP)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._is_one_line = True
        self._is_brief = False

    def fit(self, room: int, *, is_brief: bool = False) -> int:
        """Take one line if its widest text fits into `room`, or else two; return the width.

        Parameters
        ----------
        room : int
        is_brief : bool
            Leave the probability to the tool tip.
        """
        letters = self.fontMetrics()
        widest = WIDEST_BRIEF if is_brief else WIDEST
        width = letters.horizontalAdvance(widest) + 4
        self._is_brief, self._is_one_line = is_brief, width <= room
        if not self._is_one_line:
            width = 4 + max(map(letters.horizontalAdvance, widest.split(SEPARATOR)))
        self.setFixedWidth(width)
        return width

    def show_verdict(self, sample: Sample | None, moment: Moment | None) -> None:
        """Say what is known of `sample`; `moment` may still be that of another one."""
        text, role = _verdict(sample, moment)
        self.setToolTip(f"{text}\n{TIP}" if self._is_brief else TIP)
        if self._is_brief:
            text, _ = _verdict(sample, moment, with_probability=False)
        self.setText(text if self._is_one_line else text.replace(SEPARATOR, "\n"))
        set_dynamic_property(self, "role", role)


def _verdict(
    sample: Sample | None, moment: Moment | None, *, with_probability: bool = True
) -> tuple[str, str]:
    """Return what to say about the sample, and the role of the sentence."""
    if sample is None:
        return "", "muted"
    label = "no label" if sample.label is None else f"label {sample.label}"
    if moment is None or not _is_same(moment.sample, sample):
        return f"{label} · …", "muted"
    output = moment.trace.values[-1]
    if not np.isfinite(output).all():
        return f"{label} · ✗ no number", "error"
    predicted = moment.trace.predicted
    says = f"{'dropping:' if moment.trace.kept else 'predicted'} {predicted}"
    has_probability = bool(moment.outlines) and moment.outlines[-1].spec.GIVES_PROBABILITIES
    if has_probability and with_probability:
        says += f" ({_percent(float(output[predicted]))})"
    if sample.label is None:
        return f"{label} · {says}", "muted"
    is_right = predicted == sample.label
    return f"{label} · {says} {'✓' if is_right else '✗'}", "ok" if is_right else "error"


def _percent(probability: float) -> str:
    """Return whole percents; never 100 for what is not certain."""
    percent = 100 * probability
    return "> 99 %" if 99.5 <= percent < 100 else f"{math.floor(percent + 0.5)} %"


def _is_same(one: Sample, other: Sample) -> bool:
    return one is other or (
        (one.part, one.index, one.label) == (other.part, other.index, other.label)
        and np.array_equal(one.image, other.image)
    )
