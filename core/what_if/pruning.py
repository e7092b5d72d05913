"""How well a network does with fewer and fewer of its weights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.arrays import IntArray
from core.datasets.batch import cut_batch
from core.datasets.dataset import LabelledImages
from core.errors import LoadError
from core.experiment import Experiment
from core.network_spec import build_network
from core.random_streams import random_stream
from core.training.objective import Objective
from core.training.shard_plan import prefers_batch_innermost
from core.training.snapshot import Snapshot, load_values
from core.what_if.edits import Edits
from core.what_if.prune import Prune

#: Shares of the weights that are set to 0, one after the other.
SHARES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)
#: Images that go through the network at once.
SHARD = 250

Progress = Callable[[float, str], object]


@dataclass(frozen=True, slots=True)
class PruningCurve:
    """Accuracy with the smallest weights set to 0.

    Attributes
    ----------
    shares : tuple of float
        Of the weights that are 0, rising.
    accuracies : tuple of float
        From 0 to 1, one for each share.
    images : int
    """

    shares: tuple[float, ...]
    accuracies: tuple[float, ...]
    images: int


def pruning_curve(
    experiment: Experiment,
    snapshot: Snapshot,
    data: LabelledImages,
    rows: IntArray,
    *,
    progress: Progress | None = None,
) -> PruningCurve:
    """Return how accurate the network stays with fewer weights.

    Parameters
    ----------
    experiment : Experiment
        What the run was made from.
    snapshot : Snapshot
    data : LabelledImages
    rows : ndarray of int, shape (N,)
        Images of `data`, at least one.
    progress : callable, optional
        What it raises ends the work.

    Raises
    ------
    LoadError
        If there is no image.
    SpecError
        If the network has no weights to prune.
    """
    if not len(rows):
        raise LoadError("there is no image to judge")
    spec = experiment.network
    network = build_network(spec, rng=random_stream(0, "init"))
    objective = Objective(network, experiment.make_loss())
    innermost = prefers_batch_innermost(network)
    target = data.labels[rows].astype(np.int64)
    accuracies = []
    for at, share in enumerate(SHARES):
        _, values = Edits((Prune(share),)).apply(spec, snapshot.values)
        load_values(network, values)
        right = 0
        for start in range(0, len(rows), SHARD):
            shard = rows[start : start + SHARD]
            x = cut_batch(data.images, shard, spec.input_shape, batch_innermost=innermost)
            with np.errstate(all="ignore"):  # a diverged network can be judged too
                for layer in objective.body:
                    x = layer.forward(x, training=False)
            right += int((x.argmax(axis=1) == target[start : start + SHARD]).sum())
            if progress is not None:
                done = (at + (start + len(shard)) / len(rows)) / len(SHARES)
                progress(min(1.0, done), "Pruning")
        accuracies.append(right / len(rows))
    return PruningCurve(SHARES, tuple(accuracies), len(rows))
