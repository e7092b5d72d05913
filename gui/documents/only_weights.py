"""What stands for all that a file of weights does not hold."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from core.arrays import FloatArray
from core.experiment import Experiment
from core.network_spec import build_network
from core.random_streams import random_stream
from core.training.snapshot import Snapshot, take_snapshot


def drawn_anew(experiment: Experiment) -> Snapshot:
    """Return the untrained network, drawn from the seed of its experiment."""
    network = build_network(experiment.network, rng=random_stream(experiment.seed, "init"))
    return take_snapshot(network, step=0, epoch=0)


def undefined(arrays: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
    """Return arrays of the same names and shapes that hold no numbers."""
    return {name: np.full_like(array, np.nan) for name, array in arrays.items()}


def to_look_at(trouble: str) -> str:
    """Return what is said of a run that cannot be trained, and why."""
    return f"{trouble[:270].removesuffix('.')}. It can only be looked at."
