"""What changes do to the loss: as the gradient foretells it, and really."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray, IntArray
from core.experiment import Experiment
from core.layers.base import Layer
from core.layers.chain import backward_through, forward_through
from core.layers.coupled import alone
from core.network import Network
from core.network_spec import NetworkSpec, build_network
from core.random_streams import random_stream
from core.training.objective import Objective
from core.training.snapshot import Snapshot, load_values
from core.what_if.edits import Edits

#: Samples that go through the networks at once.
SHARD = 100
#: The real change may differ by this share of itself and still be called foretold.
CLOSE = 0.05

Progress = Callable[[float, str], object]
#: Returns samples ``start`` to ``stop`` as numbers, and their classes.
Cut = Callable[[int, int], tuple[FloatArray, IntArray]]


def silent(_share: float, _text: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class LossChange:
    """The mean loss of some samples before and after a change, in float64.

    Without weight decay, and as in use: nothing drops out.

    Attributes
    ----------
    images : int
    before, after : float
        Of the run's own weights, and of the changed ones.
    predicted : float
        Of ``after − before``: gradient times change, summed.
    right : (float, float)
        Which share of the images is read right before and after, from 0 to 1.
    said : (int, int)
        Index of the class that is said of the last image, before and after.
    """

    images: int
    before: float
    after: float
    predicted: float
    right: tuple[float, float] = (math.nan, math.nan)
    said: tuple[int, int] = (0, 0)

    @property
    def real(self) -> float:
        """What really became of the loss."""
        return self.after - self.before

    @property
    def is_foretold(self) -> bool:
        """Whether the gradient comes close to what really happens."""
        return abs(self.real - self.predicted) <= CLOSE * abs(self.real) + 1e-12

    def why(self) -> str:
        """Return in one sentence why the two changes differ, or do not."""
        if not (math.isfinite(self.real) and math.isfinite(self.predicted)):
            return "The network puts out no numbers here, so there is nothing to compare."
        if self.is_foretold and not self.real:
            return "Nothing that is changed has a say in the loss of these images."
        if self.is_foretold:
            return (
                "The change is so small that the loss is almost a straight line along it, and "
                "the gradient is the slope of that line."
            )
        if not self.predicted:
            return (
                "The gradient is 0, for no way to the loss is open (a ReLU at 0, a pooling "
                "that another number wins); a change this large opens or closes one."
            )
        way, end = (
            ("upwards", "higher") if self.real > self.predicted else ("downwards", "lower")
        )
        return (
            "The gradient goes straight on from the run's own weights; over a change this "
            f"large the loss bends {way} (gates and winners change), so it ends {end}."
        )


class LossProbe:
    r"""Compares the loss of a run's weights with that of changed ones, in float64.

    With L(t) the mean loss at weights w + t δ and silenced outputs (1 − t) y, what is foretold
    is its slope at t = 0, the directional derivative, taken over the whole way:

    .. math:: L'(0) = \sum_i \frac{\partial L}{\partial w_i} \delta_i
              - \sum_{j \text{ silenced}} \frac{\partial L}{\partial y_j} y_j

    Parameters
    ----------
    experiment : Experiment
        What the run was made from.
    snapshot : Snapshot
        Of its own weights.
    edits : Edits

    Raises
    ------
    SpecError
        If an edit does not fit the network.
    """

    def __init__(self, experiment: Experiment, snapshot: Snapshot, edits: Edits) -> None:
        own = experiment.network
        changed, values = edits.apply(own, snapshot.values)
        self._own = _network(own, snapshot.values)
        self._changed = _network(changed, values)
        loss = experiment.make_loss()
        self._own_objective = Objective(self._own, loss)
        self._changed_objective = Objective(self._changed, loss)
        self._deltas = {
            path: values[path].astype(np.float64) - snapshot.values[path]
            for path, _ in self._own.named_parameters()
            if values[path] is not snapshot.values[path]
        }
        self._silenced = changed.silenced  # what the run itself has silenced is 0, and adds 0

    def change(self, cut: Cut, count: int, progress: Progress = silent) -> LossChange:
        """Return what becomes of the mean loss of some samples.

        Parameters
        ----------
        cut : callable
        count : int
            Samples there are, at least 1.
        progress : callable, optional
            What it raises ends the work.
        """
        before = after = predicted = 0.0
        right, said = np.zeros(2), np.zeros((2, 1), np.int64)
        with np.errstate(all="ignore"):  # a diverged network can be looked at too
            for start in range(0, count, SHARD):
                stop = min(start + SHARD, count)
                x, target = cut(start, stop)
                x, share = x.astype(np.float64), (stop - start) / count
                own, slope, outputs = self._slope(x, target)
                scores = x
                for layer in self._changed_objective.layers:
                    scores = layer.forward(scores, training=False)
                now, _ = self._changed_objective.value_and_gradient(scores, target)
                before += own * share
                after += now * share
                predicted += slope * share
                said = np.stack([outputs.argmax(axis=-1), scores.argmax(axis=-1)])  # (2, N)
                right += (said == target).sum(axis=1)
                progress(stop / count, "Comparing the losses")
        shares, last = right / count, said[:, -1]
        return LossChange(
            count,
            before,
            after,
            predicted,
            (float(shares[0]), float(shares[1])),
            (int(last[0]), int(last[1])),
        )

    def _slope(self, x: FloatArray, target: IntArray) -> tuple[float, float, FloatArray]:
        """Return the mean loss of samples, how it moves along the change, and the outputs."""
        objective = self._own_objective
        outputs = alone(forward_through(objective.layers, x, _as_in_use))
        loss, gradient = objective.value_and_gradient(outputs[-1], target)
        gradients = alone(backward_through(objective.layers, gradient))
        slope = 0.0
        for path, parameter in self._own.named_parameters():
            if path in self._deltas:
                slope += float((parameter.gradient * self._deltas[path]).sum())
        for layer, channel in self._silenced:
            blame, output = gradients[layer + 1], outputs[layer + 1]
            slope -= float((blame[..., channel] * output[..., channel]).sum())
        return float(loss), slope, outputs[-1]


def _as_in_use(layer: Layer, x: FloatArray) -> FloatArray:
    return layer.trace(x)


def _network(spec: NetworkSpec, values: Mapping[str, FloatArray]) -> Network:
    network = build_network(spec, rng=random_stream(0, "init"), dtype=np.float64)
    load_values(network, values)
    return network
