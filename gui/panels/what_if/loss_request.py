"""What is asked about the loss of a changed network."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from enum import StrEnum

from core.arrays import IntArray
from core.datasets.dataset import LabelledImages
from core.inspection.moment import Moment
from core.what_if.loss_change import LossChange


class Whose(StrEnum):
    """Whose loss it is; the value is what the row is called."""

    SAMPLE = "this sample"
    BATCH = "the last batch"
    TEST = "the test images"


@dataclass(frozen=True, slots=True, eq=False)
class LossRequest:
    """Compare the loss of the run's weights with that of the changed ones.

    Attributes
    ----------
    moment : Moment
        With edits.
    test : LabelledImages or None
        Images that training never sees; None if there are none, or none that fit.
    rows : ndarray of int
        Of `test`.
    """

    moment: Moment
    test: LabelledImages | None
    rows: IntArray

    @property
    def key(self) -> Hashable:
        """The same for all requests that have the same answer."""
        moment = self.moment
        return moment.weights_key, moment.sample, moment.target, id(self.test)


#: What is known so far; what is missing is on its way, or cannot be had.
LossChanges = dict[Whose, LossChange]
