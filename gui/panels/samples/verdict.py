"""What the network says of the chosen sample, and whether that is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from core.datasets.class_names import class_name
from core.datasets.sample import Part, Sample
from core.index_words import index_words
from core.inspection.moment import Moment
from core.number_text import probability_text

PART_WORDS = {
    Part.TEST: "test", Part.VALIDATION: "validation", Part.TRAIN: "training", Part.OWN: "own",
}  # fmt: skip
AT_WORK = "…"
NEXT_RUN = "for the next run"  # an image that the network of the run that is shown cannot take
DRAWING = "Drawing"  # what stands for the class of a drawing that may be anything


class Outcome(Enum):
    """Whether what is said is right."""

    UNKNOWN = ""
    RIGHT = "✓ right"
    WRONG = "✗ wrong"
    BROKEN = "✗ no number"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The parts of the sentence ``7 — says 7, 99 %``.

    Attributes
    ----------
    truth : str
        The true class.
    says : str
        What the network says: ``says 7``; ``…`` while it is at work, ``for the next run`` of
        an image that it cannot take.
    percent : str
        How sure it is; empty if that is unknown.
    outcome : Outcome
    remarks : tuple of str
        What else there is to say, the most important first.
    """

    truth: str
    says: str
    percent: str = ""
    outcome: Outcome = Outcome.UNKNOWN
    remarks: tuple[str, ...] = ()

    def text(self) -> str:
        """Return all of it as one line."""
        said = f"{self.truth} — {self.says}" if self.says else self.truth
        percent = f", {self.percent}" if self.percent else ""
        parts = (f"{said}{percent}", self.outcome.value, *self.remarks)
        return " · ".join(part for part in parts if part)


def verdict_of(
    sample: Sample | None,
    moment: Moment | None,
    *,
    names: Sequence[str],
    count: int,
    browsing: str,
) -> Verdict:
    """Return what is known of a sample.

    Parameters
    ----------
    sample : Sample or None
    moment : Moment or None
        May still be that of another sample.
    names : sequence of str
        Of the classes.
    count : int
        How many images the sample's part holds.
    browsing : str
        Which of them one steps through; empty for all.
    """
    if sample is None:
        return Verdict("No sample yet", "")
    truth, place = _truth(sample, names), _place(sample, count)
    where = tuple(part for part in (place, browsing) if part)
    if moment is None or not _is_same(moment.sample, sample):
        return Verdict(truth, _not_said(sample, moment), remarks=where)
    if moment.edits:
        where = (f"what if: {moment.edits.count_words}", *where)
    output = moment.trace.values[-1]
    if not np.isfinite(output).all():
        return Verdict(truth, "says no number", outcome=Outcome.BROKEN, remarks=where)
    predicted = moment.trace.predicted
    dropping = ("numbers drop out as in training",) if moment.trace.kept else ()
    percent = ""
    second: tuple[str, ...] = ()
    if moment.outlines and moment.outlines[-1].spec.GIVES_PROBABILITIES:
        percent = probability_text(float(output[predicted]))
        second = _second_guess(output, predicted, names)
    outcome = Outcome.UNKNOWN
    if sample.label is not None:
        outcome = Outcome.RIGHT if predicted == sample.label else Outcome.WRONG
    says = f"says {class_name(predicted, names)}"
    if moment.is_target_supposed:
        supposed = class_name(predicted, names)
        where = (f"loss and gradients as if it were {supposed}", *second, *where)
        second = ()
    return Verdict(truth, says, percent, outcome, (*where, *dropping, *second))


def _not_said(sample: Sample, moment: Moment | None) -> str:
    """Return what stands for an answer that is not there."""
    if moment is None or sample.part is Part.DRAWING:
        return AT_WORK
    is_other = sample.image.shape != moment.sample.image.shape
    return NEXT_RUN if is_other else AT_WORK


def _truth(sample: Sample, names: Sequence[str]) -> str:
    if sample.label is not None:
        return class_name(sample.label, names)
    return DRAWING if sample.part is Part.DRAWING else "No label"


def _place(sample: Sample, count: int) -> str:
    if sample.part is Part.DRAWING:
        return "press a digit to say what it is" if sample.label is None else "your drawing"
    return f"{PART_WORDS[sample.part]} image {index_words(sample.index)} of {count:,}"


def _second_guess(output: np.ndarray, predicted: int, names: Sequence[str]) -> tuple[str, ...]:
    if len(output) < 2:
        return ()
    others = output.copy()
    others[predicted] = -np.inf
    second = int(others.argmax())
    share = probability_text(float(output[second]))
    return (f"second guess {class_name(second, names)}, {share}",)


def _is_same(one: Sample, other: Sample) -> bool:
    if one.part is other.part is Part.DRAWING:
        return True  # a stroke is under way: its answer is that of a few milliseconds ago
    return one is other or (
        (one.part, one.index, one.label) == (other.part, other.index, other.label)
        and np.array_equal(one.image, other.image)
    )
