"""Loss and gradients of one batch, shard by shard."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from core.arrays import IntArray, Shape
from core.datasets.batch import cut_batch
from core.datasets.dataset import LabelledImages
from core.layers.conv2d import Conv2D
from core.layers.max_pool2d import MaxPool2D
from core.network import Network
from core.training.objective import Objective

#: Images per shard.  Part of what a run computes: another size gives other rounding.
CONV_SHARD = 64
DENSE_SHARD = 512
EVALUATION_SHARD = 256


class BatchResult(NamedTuple):
    """Mean loss of some images, and how many of them were judged right."""

    loss: float
    right: int


class GradientStep:
    """Cut batches out of the data and push them through an objective.

    A batch larger than one shard is worked off shard by shard and the gradients are added in
    that order, so full-batch gradient descent needs memory for one shard only.

    Parameters
    ----------
    objective : Objective
    data : LabelledImages
    input_shape : tuple
        What the network expects of one sample.
    """

    def __init__(self, objective: Objective, data: LabelledImages, input_shape: Shape) -> None:
        self._objective = objective
        self._data = data
        self._input_shape = input_shape
        self._batch_innermost = prefers_batch_innermost(objective.network)
        self._shard = CONV_SHARD if self._batch_innermost else DENSE_SHARD
        self._labels = data.labels.astype(np.int64)
        self._parameters = tuple(objective.network.named_parameters())
        self._sums = {path: np.empty_like(p.value) for path, p in self._parameters}

    def gradients(self, rows: IntArray) -> BatchResult:
        """Fill every parameter's gradient with the mean over the images of `rows`."""
        if len(rows) <= self._shard:
            return BatchResult(*self._shard_gradients(rows))
        for total in self._sums.values():
            total.fill(0)
        loss, right = 0.0, 0
        for start in range(0, len(rows), self._shard):
            shard = rows[start : start + self._shard]
            share = len(shard) / len(rows)
            shard_loss, shard_right = self._shard_gradients(shard)
            loss += shard_loss * share
            right += shard_right
            for path, parameter in self._parameters:
                parameter.gradient *= share
                self._sums[path] += parameter.gradient
        for path, parameter in self._parameters:
            parameter.gradient[...] = self._sums[path]
        return BatchResult(loss, right)

    def _shard_gradients(self, rows: IntArray) -> tuple[float, int]:
        x = cut_batch(
            self._data.images, rows, self._input_shape, batch_innermost=self._batch_innermost
        )
        return self._objective.value_and_gradients(x, self._labels[rows])


def evaluate(
    objective: Objective, data: LabelledImages, rows: IntArray, input_shape: Shape
) -> tuple[float, float]:
    """Return mean loss and accuracy over the images of `rows`; NaN for no image."""
    if len(rows) == 0:
        return float("nan"), float("nan")
    innermost = prefers_batch_innermost(objective.network)
    loss, right = 0.0, 0
    for start in range(0, len(rows), EVALUATION_SHARD):
        shard = rows[start : start + EVALUATION_SHARD]
        x = cut_batch(data.images, shard, input_shape, batch_innermost=innermost)
        shard_loss, shard_right = objective.value(x, data.labels[shard].astype(np.int64))
        loss += shard_loss * len(shard)
        right += shard_right
    return loss / len(rows), right / len(rows)


def prefers_batch_innermost(network: Network) -> bool:
    """Return whether `network` works on maps, which it keeps with the batch innermost."""
    return any(isinstance(layer, Conv2D | MaxPool2D) for layer in network.layers)
