"""What is judged, and what came of it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from core.arrays import ByteArray, IntArray
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.sample import Part
from core.evaluation.judgement import Judgement
from core.evaluation.sureness import Sureness
from core.evaluation.temperature import Temperature
from core.evaluation.verdicts import Verdicts
from core.inspection.moment import Moment


@dataclass(frozen=True, slots=True, eq=False)
class EvaluationRequest:
    """Judge a part of the data with the weights of a moment.

    Attributes
    ----------
    moment : Moment
    part : Part
    dataset : Dataset
    rows : ndarray of int, shape (N,)
        Where the images of the part are in there; index i of the part is ``rows[i]``.
    held_back : ndarray of int
        Where the validation images are: the temperature is fitted on them.
    is_live : bool
        Whether the newest step is followed.
    own : LabelledImages or None
        The drawings that were kept, if those are the part.
    """

    moment: Moment
    part: Part
    dataset: Dataset
    rows: IntArray
    held_back: IntArray
    is_live: bool
    own: LabelledImages | None = None

    @property
    def images(self) -> LabelledImages:
        """What the part is cut from."""
        if self.own is not None:
            return self.own
        test = self.dataset.test
        return test if test is not None and self.part is Part.TEST else self.dataset.train

    @property
    def names(self) -> tuple[str, ...]:
        """Of the classes."""
        return tuple(self.dataset.class_names)

    @property
    def step(self) -> int:
        """Of the weights."""
        return self.moment.snapshot.step

    @property
    def source(self) -> object:
        """What answers need not be kept of, once it is another one."""
        return self.dataset

    @property
    def subject(self) -> Hashable:
        """The same for requests of one run that judge the very same images."""
        images = id(self.dataset), id(self.rows), id(self.held_back)
        return self.moment.run_id, self.moment.edits, self.part, images

    @property
    def key(self) -> Hashable:
        """The same for requests that have the same answer."""
        return self.step, self.subject


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
    most_wrong, least_sure, mislabelled : ndarray of int
        Indices of the part, in order.
    names : tuple of str
        As many as the network has outputs.
    seconds : float
        How long it took.
    plain : Sureness or None
        How sure it is; None without probabilities.
    tempered : Sureness or None
        The same with the temperature.
    temperature : Temperature or None
        Fitted on the validation images.
    no_temperature : str
        Why there is none, in a sentence.
    """

    request: EvaluationRequest
    verdicts: Verdicts
    judgement: Judgement
    interval: tuple[float, float]
    most_wrong: IntArray
    least_sure: IntArray
    mislabelled: IntArray
    names: tuple[str, ...]
    seconds: float
    plain: Sureness | None = None
    tempered: Sureness | None = None
    temperature: Temperature | None = None
    no_temperature: str = ""

    def sureness(self, *, is_tempered: bool) -> Sureness | None:
        """Return how sure it is: with the temperature if there is one, or as it is."""
        return self.tempered if is_tempered and self.tempered is not None else self.plain

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of an image."""
        height, width = self.request.images.images.shape[1:3]
        return height, width

    def image(self, index: int) -> ByteArray:
        """Return image `index` of the part, shape (H, W, C)."""
        image: ByteArray = self.request.images.images[self.request.rows[index]]
        return image
