"""What is judged, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from core.arrays import ByteArray, IntArray
from core.datasets.dataset import LabelledImages
from core.datasets.sample import Part
from core.evaluation.judgement import Judgement
from core.evaluation.verdicts import Verdicts
from core.inspection.moment import Moment


@dataclass(frozen=True, slots=True, eq=False)
class EvaluationRequest:
    """Judge a part of the data with the weights of a moment.

    Attributes
    ----------
    moment : Moment
    part : Part
    images : LabelledImages
        What the part is cut from.
    rows : ndarray of int, shape (N,)
        Where its images are in there; index i of the part is ``rows[i]``.
    names : tuple of str
        Of the classes.
    is_live : bool
        Whether the newest step is followed.
    """

    moment: Moment
    part: Part
    images: LabelledImages
    rows: IntArray
    names: tuple[str, ...]
    is_live: bool

    @property
    def step(self) -> int:
        """Of the weights."""
        return self.moment.snapshot.step

    def has_same_images(self, other: EvaluationRequest) -> bool:
        """Return whether the same run judges the very same images."""
        return (
            self.moment.run_id == other.moment.run_id
            and self.part is other.part
            and self.images is other.images
            and self.rows is other.rows
        )

    def is_same(self, other: EvaluationRequest) -> bool:
        """Return whether the answer to `other` is the answer to this."""
        return self.step == other.step and self.has_same_images(other)


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """What came of a request.

    Attributes
    ----------
    request : EvaluationRequest
    verdicts : Verdicts
        In the order of the part.
    judgement : Judgement
    interval : (float, float)
        Between which accuracies the true one lies, in 95 of 100 cases.
    most_wrong, least_sure : ndarray of int
        Indices of the part, in order.
    names : tuple of str
        As many as the network has outputs.
    seconds : float
        How long it took.
    """

    request: EvaluationRequest
    verdicts: Verdicts
    judgement: Judgement
    interval: tuple[float, float]
    most_wrong: IntArray
    least_sure: IntArray
    names: tuple[str, ...]
    seconds: float

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of an image."""
        height, width = self.request.images.images.shape[1:3]
        return height, width

    def image(self, index: int) -> ByteArray:
        """Return image `index` of the part, shape (H, W, C)."""
        image: ByteArray = self.request.images.images[self.request.rows[index]]
        return image
