"""Judge a network on labelled images."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray, IntArray
from core.datasets.batch import cut_batch
from core.datasets.dataset import LabelledImages
from core.errors import LoadError
from core.evaluation.calibration import calibration_error
from core.evaluation.class_figures import ClassFigures, class_figures
from core.evaluation.confusion import Confusion, confusion_matrix, top_confusions
from core.network_spec import NetworkSpec
from core.training.gradient_step import EVALUATION_SHARD
from core.training.objective import Objective
from core.training.shard_plan import prefers_batch_innermost

#: More classes than a table of all pairs is made for.
MOST_CLASSES = 1_000
TOP_CONFUSIONS = 10
TOP_MISTAKES = 20

Progress = Callable[[float, str], object]


@dataclass(frozen=True, slots=True)
class Mistake:
    """An image that was taken for another class.

    Attributes
    ----------
    index : int
        Of the image, in the images of the data it comes from.
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
    true = data.labels[rows].astype(np.int64)
    _check(true, rows, len(names))
    reader = _Reader(objective, spec)
    innermost = prefers_batch_innermost(objective.network)
    for start in range(0, len(rows), EVALUATION_SHARD):
        shard = rows[start : start + EVALUATION_SHARD]
        x = cut_batch(data.images, shard, spec.input_shape, batch_innermost=innermost)
        with np.errstate(all="ignore"):  # a diverged network can be judged too
            reader.read(x, shard, true[start : start + EVALUATION_SHARD])
        if progress is not None:
            progress(min(1.0, (start + len(shard)) / len(rows)), "Judging")
    predicted = np.concatenate(reader.predicted)
    confidence = np.concatenate(reader.confidence) if reader.gives_probabilities else None
    is_right = predicted == true
    classes = len(names)
    return Judgement(
        images=len(rows),
        accuracy=int(is_right.sum()) / len(rows),
        loss=reader.loss_sum / len(rows),
        confusion=(
            confusion_matrix(true, predicted, classes) if classes <= MOST_CLASSES else None
        ),
        top_confusions=top_confusions(true, predicted, classes, TOP_CONFUSIONS),
        per_class=class_figures(true, predicted, names),
        calibration_error=(
            None if confidence is None else calibration_error(confidence, is_right)
        ),
        top_mistakes=reader.top_mistakes(),
    )


class _Reader:
    """Notes what a network says about one shard after the other."""

    def __init__(self, objective: Objective, spec: NetworkSpec) -> None:
        self._objective = objective
        self._last = objective.network.layers[-1] if objective.is_fused else None
        last = spec.layers[-1]
        # a loss that asks for certain last layers takes their numbers as probabilities
        self.gives_probabilities = (
            last.GIVES_PROBABILITIES or last.KIND in objective.loss.LAST_LAYERS
        )
        self.predicted: list[IntArray] = []
        self.confidence: list[FloatArray] = []
        self.loss_sum = 0.0
        self._worst: list[tuple[float, int, Mistake]] = []

    def read(self, x: FloatArray, rows: IntArray, true: IntArray) -> None:
        """Judge one shard."""
        objective = self._objective
        scores = x
        for layer in objective.body:
            scores = layer.forward(scores, training=False)
        scores = np.ascontiguousarray(scores)
        predicted = scores.argmax(axis=1)
        outputs = scores if self._last is None else self._last.forward(scores, training=False)
        confidence = outputs[np.arange(len(rows)), predicted]
        self.loss_sum += objective.value_and_gradient(scores, true)[0] * len(rows)
        self.predicted.append(predicted)
        self.confidence.append(confidence.copy())
        for at in np.flatnonzero(predicted != true).tolist():
            loss = objective.value_and_gradient(scores[at : at + 1], true[at : at + 1])[0]
            self._note(
                Mistake(
                    int(rows[at]),
                    int(true[at]),
                    int(predicted[at]),
                    float(confidence[at]) if self.gives_probabilities else None,
                    loss,
                )
            )

    def top_mistakes(self) -> tuple[Mistake, ...]:
        """Return the worst mistakes, the worst first; of equals the first image first."""
        return tuple(mistake for *_, mistake in sorted(self._worst, reverse=True))

    def _note(self, mistake: Mistake) -> None:
        # a loss that is no number is worse than any; row numbers break every tie
        rank = mistake.loss if mistake.loss == mistake.loss else np.inf
        heapq.heappush(self._worst, (rank, -mistake.index, mistake))
        if len(self._worst) > TOP_MISTAKES:
            heapq.heappop(self._worst)


def _check(true: IntArray, rows: IntArray, classes: int) -> None:
    if not len(rows):
        raise LoadError("there is no image to judge on")
    if int(true.max()) >= classes:
        first = int((true >= classes).argmax())
        raise LoadError(
            f"labels must be from 0 to {classes - 1}, but image {int(rows[first]):,} has label "
            f"{int(true[first])}"
        )
