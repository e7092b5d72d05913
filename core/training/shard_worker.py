"""Working off one shard of a batch."""

from __future__ import annotations

import copy
from typing import NamedTuple

import numpy as np

from core.arrays import FloatArray, IntArray, Shape
from core.augmentation.augmenter import Augmenter
from core.buffers import Buffers
from core.datasets.batch import cut_batch
from core.datasets.dataset import LabelledImages
from core.layers.chain import Check, no_check
from core.layers.coupled import Walk
from core.layers.dropping import DroppingLayer
from core.training.objective import Objective
from core.training.shard_plan import prefers_batch_innermost


class BatchResult(NamedTuple):
    """Loss of some images, and how many of them were judged right."""

    loss: float
    right: int


class Shard(NamedTuple):
    """Part of a batch, and all that its numbers depend on besides weights and data.

    Attributes
    ----------
    rows : ndarray of int
    step : int
        Of training.
    start : int
        Place of the first row in the batch.
    share : float
        Of the batch.
    draws : tuple of int
        Number of the mask that each dropout draws.
    """

    rows: IntArray
    step: int
    start: int
    share: float
    draws: tuple[int, ...]


class ShardWorker:
    """What works on one shard at a time: layers with their memory, over the shared weights.

    Parameters
    ----------
    objective : Objective
    data : LabelledImages
        Its labels are whole numbers of the type that losses take.
    input_shape : tuple
        What the network expects of one sample.
    augmenter : Augmenter, optional

    Attributes
    ----------
    objective : Objective
    gradients : list of ndarray
        Of every parameter, in order: what the latest shard adds to those of its batch.
    """

    def __init__(
        self,
        objective: Objective,
        data: LabelledImages,
        input_shape: Shape,
        augmenter: Augmenter | None,
    ) -> None:
        self.objective = objective
        self.gradients = [p.gradient for _, p in objective.network.named_parameters()]
        self._data = data
        self._input_shape = input_shape
        self._augmenter = augmenter
        self._batch_innermost = prefers_batch_innermost(objective.network)
        self._buffers = Buffers()
        self._state = [
            array for layer in objective.network.layers for array in layer.state.values()
        ]
        self._dropouts = [
            layer for layer in objective.network.layers if isinstance(layer, DroppingLayer)
        ]

    def twin(self) -> ShardWorker:
        """Return a worker over the same weights that can work beside this one."""
        objective = Objective(self.objective.network.replica(), self.objective.loss)
        return ShardWorker(
            objective, self._data, self._input_shape, copy.deepcopy(self._augmenter)
        )

    @property
    def draws(self) -> tuple[int, ...]:
        """How many masks each dropout has drawn."""
        return tuple(dropout.draws for dropout in self._dropouts)

    @draws.setter
    def draws(self, draws: tuple[int, ...]) -> None:
        for dropout, drawn in zip(self._dropouts, draws, strict=True):
            dropout.draws = drawn

    def copy_state(self, other: ShardWorker) -> None:
        """Let this worker's layers remember what those of another worker do."""
        for own, others in zip(self._state, other._state, strict=True):
            np.copyto(own, others)

    def walk(self, shard: Shard, check: Check = no_check) -> Walk[BatchResult]:
        """Fill the gradients with what `shard` adds to its batch's.

        `check` is called between the layers.
        """
        self.draws = shard.draws
        x = self._cut(shard.rows, shard.step, shard.start, self._buffers)
        target = self._data.labels[shard.rows]
        return BatchResult(*(yield from self.objective.walk(x, target, shard.share, check)))

    def cut(self, rows: IntArray, step: int, start: int) -> FloatArray:
        """Return images as numbers, changed as those `start` places into a batch are."""
        return self._cut(rows, step, start, None)

    def _cut(
        self, rows: IntArray, step: int, start: int, buffers: Buffers | None
    ) -> FloatArray:
        images = self._data.images
        which: IntArray | slice = rows
        if self._augmenter is not None:
            images, which = self._augmenter.shard(images, rows, step, start), slice(None)
        return cut_batch(
            images,
            which,
            self._input_shape,
            batch_innermost=self._batch_innermost,
            buffers=buffers,
        )
