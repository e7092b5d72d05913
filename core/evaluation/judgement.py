"""Judge a network on labelled images."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.arrays import IntArray
from core.datasets.dataset import LabelledImages
from core.evaluation.calibration import calibration_error
from core.evaluation.class_figures import ClassFigures, class_figures
from core.evaluation.confusion import Confusion, confusion_matrix, top_confusions
from core.evaluation.ranking import most_wrong
from core.evaluation.verdicts import Progress, Verdicts, judge_images
from core.network_spec import NetworkSpec
from core.training.objective import Objective

#: More classes than a table of all pairs is made for.
MOST_CLASSES = 1_000
TOP_CONFUSIONS = 10
TOP_MISTAKES = 20


@dataclass(frozen=True, slots=True)
class Mistake:
    """An image that was taken for another class.

    Attributes
    ----------
    index : int
        Of the image within the part that was judged, from 0.
    label, predicted : int
        Indices of the classes.
    probability : float or None
        Given to the predicted class; None if the network gives no probabilities.
    loss : float
        Of this image alone.
    """

    index: int
    label: int
    predicted: int
    probability: float | None
    loss: float


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """How well a network does on some images.

    Attributes
    ----------
    images : int
    accuracy, loss : float
        Means over the images; the loss without weight decay.
    confusion : ndarray of int, shape (classes, classes), or None
        Rows true, columns predicted; None above 1,000 classes.
    top_confusions : tuple of Confusion
        The ten most frequent.
    per_class : tuple of ClassFigures
    calibration_error : float or None
        None if the network gives no probabilities.
    top_mistakes : tuple of Mistake
        The twenty with the largest loss, the largest first.
    """

    images: int
    accuracy: float
    loss: float
    confusion: IntArray | None
    top_confusions: tuple[Confusion, ...]
    per_class: tuple[ClassFigures, ...]
    calibration_error: float | None
    top_mistakes: tuple[Mistake, ...]


def judge(
    objective: Objective,
    data: LabelledImages,
    rows: IntArray,
    spec: NetworkSpec,
    names: Sequence[str],
    *,
    progress: Progress | None = None,
) -> Judgement:
    """Return how well a network does on the images of `rows`.

    Parameters
    ----------
    objective : Objective
        Of the network and its loss.
    data : LabelledImages
    rows : ndarray of int, shape (N,)
        At least one.
    spec : NetworkSpec
        What the network was built from.
    names : sequence of str
        Of the classes, as many as the network has outputs.
    progress : callable, optional

    Raises
    ------
    LoadError
        If there is no image, or a label is of no class.
    """
    verdicts = judge_images(objective, data, rows, spec, len(names), progress=progress)
    return judgement_of(verdicts, names)


def judgement_of(verdicts: Verdicts, names: Sequence[str]) -> Judgement:
    """Return the figures of what a network said of some images.

    Parameters
    ----------
    verdicts : Verdicts
        Of at least one image.
    names : sequence of str
        Of the classes, as many as the network has outputs.
    """
    true, predicted = verdicts.true, verdicts.predicted
    classes = len(names)
    return Judgement(
        images=len(true),
        accuracy=verdicts.right / len(true),
        loss=verdicts.loss,
        confusion=(
            confusion_matrix(true, predicted, classes) if classes <= MOST_CLASSES else None
        ),
        top_confusions=top_confusions(true, predicted, classes, TOP_CONFUSIONS),
        per_class=class_figures(true, predicted, names),
        calibration_error=(
            calibration_error(verdicts.confidence, verdicts.is_right)
            if verdicts.gives_probabilities
            else None
        ),
        top_mistakes=tuple(
            _mistake(verdicts, at) for at in most_wrong(verdicts)[:TOP_MISTAKES].tolist()
        ),
    )


def _mistake(verdicts: Verdicts, at: int) -> Mistake:
    return Mistake(
        at,
        int(verdicts.true[at]),
        int(verdicts.predicted[at]),
        float(verdicts.confidence[at]) if verdicts.gives_probabilities else None,
        float(verdicts.losses[at]),
    )
