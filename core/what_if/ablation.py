"""Which classes a network recognises less well without each of its filters or units."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray, IntArray
from core.datasets.batch import cut_batch
from core.datasets.dataset import LabelledImages
from core.errors import LoadError
from core.layers.base import Layer
from core.network_spec import NetworkSpec
from core.training.objective import Objective
from core.training.shard_plan import prefers_batch_innermost
from core.what_if.units import Units

#: Images that go through the network at once.
SHARD = 250

Progress = Callable[[float, str], object]


@dataclass(frozen=True, slots=True, eq=False)
class AblationMatrix:
    """What silencing each filter or unit of a layer costs; no array can be written to.

    Attributes
    ----------
    units : Units
    support : ndarray of int, shape (classes,)
        Images of each class.
    right : ndarray of int, shape (classes,)
        How many of them the whole network takes for what they are.
    right_without : ndarray of int, shape (units, classes)
        The same with one filter or unit silenced.
    """

    units: Units
    support: IntArray
    right: IntArray
    right_without: IntArray

    @property
    def images(self) -> int:
        """How many were judged."""
        return int(self.support.sum())

    @property
    def accuracy(self) -> float:
        """Of the whole network, from 0 to 1."""
        return float(self.right.sum() / self.images)

    @property
    def lost(self) -> FloatArray:
        """Accuracy lost in each class, shape (units, classes); NaN where it has no image.

        From −1 to 1: negative where silencing helps.
        """
        with np.errstate(invalid="ignore"):
            lost: FloatArray = (self.right - self.right_without) / np.where(
                self.support, self.support, np.nan
            )
        return lost

    @property
    def lost_overall(self) -> FloatArray:
        """Accuracy lost over all images, shape (units,)."""
        lost: FloatArray = (self.right.sum() - self.right_without.sum(axis=1)) / self.images
        return lost

    @property
    def matters_most(self) -> int:
        """The filter or unit whose silence costs most; the first of equal ones."""
        return int(self.lost_overall.argmax())


def ablation_matrix(
    objective: Objective,
    spec: NetworkSpec,
    units: Units,
    data: LabelledImages,
    rows: IntArray,
    classes: int,
    *,
    progress: Progress | None = None,
) -> AblationMatrix:
    """Silence one filter or unit after the other, and judge the same images each time.

    Everything before the silenced output is computed once, as are layers behind it that keep
    the channels apart.

    Parameters
    ----------
    objective : Objective
        Of the network and its loss.
    spec : NetworkSpec
        What the network was built from.
    units : Units
        Which are silenced.
    data : LabelledImages
    rows : ndarray of int, shape (N,)
        Images of `data`, at least one.
    classes : int
        Outputs of the network.
    progress : callable, optional
        What it raises ends the work.

    Raises
    ------
    LoadError
        If there is no image, or a label is of no class.
    """
    true = _classes_of(data, rows, classes)
    right = np.zeros(classes, np.int64)
    right_without = np.zeros((units.count, classes), np.int64)
    ways = _Ways(objective, spec, units)
    innermost = prefers_batch_innermost(objective.network)
    for start in range(0, len(rows), SHARD):
        shard, label = rows[start : start + SHARD], true[start : start + SHARD]
        x = cut_batch(data.images, shard, spec.input_shape, batch_innermost=innermost)
        with np.errstate(all="ignore"):  # a diverged network can be judged too
            maps = ways.to_maps(x)
            right += _right(ways.to_scores(maps), label, classes)
            for unit in range(units.count):
                own = maps[..., unit].copy()
                maps[..., unit] = ways.silence[..., unit]
                right_without[unit] += _right(ways.to_scores(maps), label, classes)
                maps[..., unit] = own
                if progress is not None:
                    done = start + len(shard) * (unit + 1) / units.count
                    progress(min(1.0, done / len(rows)), "Silencing one after the other")
    support = np.bincount(true, minlength=classes)
    for array in (support, right, right_without):
        array.flags.writeable = False
    return AblationMatrix(units, support, right, right_without)


def _classes_of(data: LabelledImages, rows: IntArray, classes: int) -> IntArray:
    true: IntArray = data.labels[rows].astype(np.int64)
    if not len(true):
        raise LoadError("there is no image to judge")
    if int(true.max()) >= classes:
        raise LoadError(f"labels must be from 0 to {classes - 1}, received {int(true.max())}")
    return true


class _Ways:
    """The way to the maps in which a channel is replaced, and the way on to the scores."""

    def __init__(self, objective: Objective, spec: NetworkSpec, units: Units) -> None:
        layers, end = objective.layers, units.place + 1
        while end < len(layers) and spec.layers[end].KEEPS_CHANNELS:
            end += 1
        self._to_place, self._apart = layers[: units.place + 1], layers[units.place + 1 : end]
        self._on = layers[end:]
        shape = spec.outline()[units.place].output_shape
        values = [parameter.value for _, parameter in objective.network.named_parameters()]
        #: What the maps hold where a channel is silenced, shape (1, ..., channels).
        self.silence = _through(self._apart, np.zeros((1, *shape), values[0].dtype))

    def to_maps(self, x: FloatArray) -> FloatArray:
        """Return maps that may be written to."""
        return _through(self._apart, _through(self._to_place, x)).copy(order="K")

    def to_scores(self, maps: FloatArray) -> FloatArray:
        """Return the scores of all classes."""
        return _through(self._on, maps)


def _through(layers: Sequence[Layer], x: FloatArray) -> FloatArray:
    for layer in layers:
        x = layer.forward(x, training=False)
    return x


def _right(scores: FloatArray, true: IntArray, classes: int) -> IntArray:
    """Return how many samples of each class have the largest score there."""
    return np.bincount(true[scores.argmax(axis=1) == true], minlength=classes)
