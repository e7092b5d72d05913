"""What a network says of many labelled images, image by image."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.arrays import BoolArray, FloatArray, IntArray
from core.datasets.batch import cut_batch
from core.datasets.dataset import LabelledImages
from core.errors import LoadError
from core.network_spec import NetworkSpec
from core.training.gradient_step import EVALUATION_SHARD
from core.training.helper_threads import HelperThreads
from core.training.objective import Objective
from core.training.shard_plan import prefers_batch_innermost

Progress = Callable[[float, str], object]
#: More scores than that are not kept: they would take more than 8 MB.
MOST_SCORES = 2_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts:
    """What a network says of N images; no array can be written to.

    Attributes
    ----------
    rows : ndarray of int, shape (N,)
        Where the images are in the data they come from.
    true, predicted : ndarray of int, shape (N,)
        Classes.  The predicted one has the largest output.
    confidence : ndarray of float, shape (N,)
        The largest output: a probability, if the network gives any.
    margin : ndarray of float, shape (N,)
        How much larger that is than the second largest; of a single output, itself.
    losses : ndarray of float, shape (N,)
        Of each image alone, without weight decay.
    loss : float
        Mean over the images.
    gives_probabilities : bool
    given : ndarray of float, shape (N,)
        The output of the true class.
    scores : ndarray of float, shape (N, classes), or None
        Before softmax; None if the network does not end in one, or there are too many.
    """

    rows: IntArray
    true: IntArray
    predicted: IntArray
    confidence: FloatArray
    margin: FloatArray
    losses: FloatArray
    loss: float
    gives_probabilities: bool
    given: FloatArray
    scores: FloatArray | None = None

    @property
    def is_right(self) -> BoolArray:
        """Whether each image is taken for what it is, shape (N,)."""
        is_right: BoolArray = self.predicted == self.true
        return is_right

    @property
    def right(self) -> int:
        """How many are."""
        return int(np.count_nonzero(self.is_right))

    @property
    def is_broken(self) -> bool:
        """Whether the network put out no number for any image."""
        return not np.isfinite(self.confidence).any()


def judge_images(
    objective: Objective,
    data: LabelledImages,
    rows: IntArray,
    spec: NetworkSpec,
    classes: int,
    *,
    progress: Progress | None = None,
    threads: int = 1,
) -> Verdicts:
    """Return what a network says of the images of `rows`.

    Parameters
    ----------
    objective : Objective
        Of the network and its loss.
    data : LabelledImages
    rows : ndarray of int, shape (N,)
        At least one.
    spec : NetworkSpec
        What the network was built from.
    classes : int
        Outputs of the network.
    progress : callable, optional
        Called on this thread; what it raises ends the judging.
    threads : int
        How many judge at once; the result is the same to the bit.

    Raises
    ------
    LoadError
        If there is no image, or a label is of no class.
    """
    true = data.labels[rows].astype(np.int64)
    _check(true, rows, classes)
    threads = min(threads, -(-len(rows) // EVALUATION_SHARD))
    others = (Objective(objective.network.replica(), objective.loss) for _ in range(1, threads))
    readers = [
        _Reader(one, spec, keeps_scores=len(rows) * classes <= MOST_SCORES)
        for one in (objective, *others)
    ]
    innermost = prefers_batch_innermost(objective.network)

    def cut(here: slice) -> FloatArray:
        return cut_batch(data.images, rows[here], spec.input_shape, batch_innermost=innermost)

    said = _all_said(readers, cut, true, progress or _say_nothing)
    return readers[0].verdicts(rows, true, said)


def _all_said(
    readers: Sequence[_Reader],
    cut: Callable[[slice], FloatArray],
    true: IntArray,
    progress: Progress,
) -> list[_Said]:
    """Return what is said of every shard, in their order; each reader has a thread."""
    starts, threads = range(0, len(true), EVALUATION_SHARD), len(readers)
    found: dict[int, _Said] = {}
    has_ended = Event()

    def judge(number: int) -> None:
        try:
            for place in range(number, len(starts), threads):
                if has_ended.is_set():
                    return
                here = slice(starts[place], starts[place] + EVALUATION_SHARD)
                with np.errstate(all="ignore"):  # a diverged network can be judged too
                    found[place] = readers[number].read(cut(here), true[here])
                if number == 0:
                    progress(min(1.0, (place + threads) / len(starts)), "Judging")
        except BaseException:
            has_ended.set()
            raise

    helpers = HelperThreads()
    try:
        helpers.run(judge, threads)
    finally:
        helpers.close()
    return [found[place] for place in range(len(starts))]


def _say_nothing(_share: float, _what: str) -> None:
    pass


def spread_verdicts(verdicts: Verdicts, places: IntArray, count: int) -> Verdicts:
    """Return what is said of some of many images, in the order of all.

    Parameters
    ----------
    verdicts : Verdicts
        Of n images.
    places : ndarray of int, shape (n,)
        Which of all images they are.
    count : int
        How many there are; of the others nothing is said, with zeros.
    """

    def spread(values: NDArray[Any]) -> NDArray[Any]:
        found = np.zeros((count, *values.shape[1:]), values.dtype)
        found[places] = values
        found.flags.writeable = False
        return found

    return Verdicts(
        spread(verdicts.rows),
        spread(verdicts.true),
        spread(verdicts.predicted),
        spread(verdicts.confidence),
        spread(verdicts.margin),
        spread(verdicts.losses),
        verdicts.loss,
        verdicts.gives_probabilities,
        spread(verdicts.given),
        None if verdicts.scores is None else spread(verdicts.scores),
    )


class _Said(NamedTuple):
    """What is said of the images of one shard."""

    predicted: IntArray
    confidence: FloatArray
    margin: FloatArray
    losses: FloatArray
    given: FloatArray
    scores: FloatArray | None
    loss_sum: float


class _Reader:
    """Notes what a network says about one shard after the other."""

    def __init__(self, objective: Objective, spec: NetworkSpec, *, keeps_scores: bool) -> None:
        self._objective = objective
        self._last = objective.network.layers[-1] if objective.is_fused else None
        last = spec.layers[-1]
        # a loss that asks for certain last layers takes their numbers as probabilities
        self._gives_probabilities = (
            last.GIVES_PROBABILITIES or last.KIND in objective.loss.LAST_LAYERS
        )
        self._keeps_scores = (
            keeps_scores and self._last is not None and (last.GIVES_PROBABILITIES)
        )

    def read(self, x: FloatArray, true: IntArray) -> _Said:
        """Judge one shard."""
        objective = self._objective
        scores = x
        for layer in objective.body:
            scores = layer.forward(scores, training=False)
        scores = np.ascontiguousarray(scores)
        outputs = scores if self._last is None else self._last.forward(scores, training=False)
        predicted = scores.argmax(axis=1)
        largest = outputs[np.arange(len(true)), predicted]
        margin = largest.copy()
        if outputs.shape[1] > 1:
            margin = largest - np.partition(outputs, -2, axis=1)[:, -2]
        return _Said(
            predicted,
            largest.copy(),
            margin,
            objective.losses(scores, true),
            outputs[np.arange(len(true)), true],
            scores if self._keeps_scores else None,
            objective.value_and_gradient(scores, true)[0] * len(true),
        )

    def verdicts(self, rows: IntArray, true: IntArray, said: Sequence[_Said]) -> Verdicts:
        """Return all that was read, shard by shard."""
        scores = [one.scores for one in said if one.scores is not None]
        verdicts = Verdicts(
            rows.copy(),
            true,
            np.concatenate([one.predicted for one in said]),
            np.concatenate([one.confidence for one in said]),
            np.concatenate([one.margin for one in said]),
            np.concatenate([one.losses for one in said]),
            sum(one.loss_sum for one in said) / len(rows),
            self._gives_probabilities,
            np.concatenate([one.given for one in said]),
            np.concatenate(scores) if self._keeps_scores else None,
        )
        floats = verdicts.confidence, verdicts.margin, verdicts.losses, verdicts.given
        for array in (verdicts.rows, verdicts.true, verdicts.predicted, *floats):
            array.flags.writeable = False
        if verdicts.scores is not None:
            verdicts.scores.flags.writeable = False
        return verdicts


def _check(true: IntArray, rows: IntArray, classes: int) -> None:
    if not len(rows):
        raise LoadError("there is no image to judge")
    if int(true.max()) >= classes:
        first = int((true >= classes).argmax())
        raise LoadError(
            f"labels must be from 0 to {classes - 1}, but image {int(rows[first]):,} has label "
            f"{int(true[first])}"
        )
