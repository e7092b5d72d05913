"""What a network says of one image, and when two runs first say different things."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.arrays import ByteArray, FloatArray, Shape
from core.datasets.batch import cut_batch
from core.documents.time_machine import TimeMachine
from core.errors import Cancelled
from core.inspection.network_copy import NetworkCopy
from core.layers.catalog import LAYER_KINDS
from core.network import Network
from core.training.objective import Objective

Progress = Callable[[int], object]
#: Scores that differ by less than that share of the larger one are close.
CLOSE = 1e-3


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A step after which two networks say different things of an image.

    Attributes
    ----------
    step : int
    first, second : int
        The class that each says.
    """

    step: int
    first: int
    second: int


def answer_of(network: Network, input_shape: Shape, image: ByteArray) -> int:
    """Return the class that a network says an image is, as in use; of equals the first.

    Parameters
    ----------
    network : Network
        Between two steps; stays as it is.
    input_shape : tuple
        What it reads.
    image : ndarray of uint8, shape (H, W, C)
    """
    return answer_to(network, as_input(image, input_shape))


def as_input(image: ByteArray, input_shape: Shape) -> FloatArray:
    """Return an image as networks of that shape read it: a batch of one."""
    return cut_batch(image[None], slice(None), input_shape, batch_innermost=False)


def answer_to(network: Network, x: FloatArray) -> int:
    """Return the same as `answer_of`, of an image that was made an input before."""
    with np.errstate(all="ignore"):  # a diverged network says something, too
        return int(network.forward(x, training=False)[0].argmax())


def quick_answer(objective: Objective, x: FloatArray) -> int:
    """Return the same as `answer_to`, mostly by the way that training takes.

    There, layers run joined, whose arrays are kept: one image costs some fifth less.  Their
    scores differ from the network's by rounding, and softmax leaves the order as it is: where
    the largest two are close, the network itself decides.
    """
    network = objective.network
    last = LAYER_KINDS[network.layers[-1].KIND]
    if objective.is_fused and not last.GIVES_PROBABILITIES:
        return answer_to(network, x)  # such as sigmoids, which several scores can fill
    with np.errstate(all="ignore"):
        scores = x
        for layer in objective.body:
            scores = layer.forward(scores, training=False)
        said = scores.reshape(-1)
        best = int(said.argmax())
        others = np.delete(said, best)
        second = float(others.max()) if others.size else 0.0
        top = float(said[best])
        is_clear = top - second > CLOSE * max(1.0, abs(top), abs(second))
    return best if is_clear else answer_to(network, x)


def first_disagreement(
    first: TimeMachine,
    second: TimeMachine,
    image: ByteArray,
    last: int,
    *,
    start: int = 0,
    progress: Progress = lambda step: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Disagreement | None:
    """Return the first step from `start` to `last` at which two runs disagree, if there is one.

    Every step is gone to, in their order, so each of them is taken once at most.

    Raises
    ------
    LoadError
        If one of them has no such step.
    Cancelled
        If `cancelled` says so.
    """
    copies = NetworkCopy(), NetworkCopy()
    for step in range(start, last + 1):
        if cancelled():
            raise Cancelled("the answer is no longer wanted")
        progress(step)
        said = []
        for machine, copy in zip((first, second), copies, strict=True):
            experiment = machine.experiment
            found = machine.at(step, cancelled=cancelled)
            network = copy.at(experiment.network, found.snapshot, experiment.seed)
            said.append(answer_of(network, experiment.network.input_shape, image))
        if said[0] != said[1]:
            return Disagreement(step, *said)
    return None
