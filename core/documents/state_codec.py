"""The numbers of a session's state as text, and which arrays belong to it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.arrays import Shape
from core.documents.plain_data import from_json, to_json
from core.errors import SpecError
from core.experiment import Experiment
from core.formats.run_file import parameter_shapes, state_shapes
from core.network import NamedParameter
from core.parameter import Parameter
from core.training.epoch_progress import EpochState
from core.training.events import SessionFinished
from core.training.plan import TrainingPlan
from core.training.session_state import (
    BEST,
    GRADIENTS,
    OPTIMIZER,
    VALUES,
    BestJudgement,
    SessionState,
)

#: Types an array in a document may have.
DTYPES = ("<f4", "<f8", "<i8")
MAX_STEP = 2**53


@dataclass(frozen=True, slots=True)
class Progress:
    """A `SessionState` without its arrays; see there."""

    step: int
    epoch: EpochState
    optimizer_steps: int
    base_rate: float
    learning_rate: float
    plan: TrainingPlan
    plan_start: int
    schedule: Mapping[str, float]
    early_stopping: Mapping[str, float] | None
    best: BestJudgement | None
    finished: SessionFinished | None


NAMES = tuple(field.name for field in fields(Progress))


def progress_to_json(state: SessionState) -> str:
    """Return everything of `state` but its arrays."""
    return to_json(Progress(**{name: getattr(state, name) for name in NAMES}))


def progress_from_json(text: str) -> Progress:
    """Read what `progress_to_json` wrote.

    Raises
    ------
    SpecError
        If no session can be there.
    """
    progress = from_json(text, Progress, "snapshot")
    plan, epoch, generator = progress.plan, progress.epoch, progress.epoch.generator
    counts = (
        progress.step, progress.optimizer_steps, progress.plan_start, epoch.number,
        epoch.cursor, epoch.right_sum, plan.epochs, plan.batch_size, plan.validate_every or 1,
    )  # fmt: skip
    if max(counts) > MAX_STEP or not generator.increment % 2 or generator.half >= 2**32:
        raise SpecError("snapshot: its counts are impossible")
    if plan.batch_size < 1 or plan.validate_every == 0:
        raise SpecError("snapshot: expected batches of at least 1 image")
    if plan.clip_norm is not None and not plan.clip_norm > 0:
        raise SpecError("snapshot: expected gradients of a positive length")
    if not 0 < progress.base_rate < np.inf:
        raise SpecError("snapshot: expected a positive learning rate")
    return progress


def state_of(progress: Progress, arrays: Mapping[str, NDArray[Any]]) -> SessionState:
    """Return the whole of a state."""
    return SessionState(**{name: getattr(progress, name) for name in NAMES}, arrays=arrays)


def array_shapes(experiment: Experiment) -> dict[str, Shape]:
    """Return the shape of every array a state of `experiment` can have, by name."""
    parameters = parameter_shapes(experiment.network)
    layers = experiment.network.layers
    trained = {
        path: shape
        for path, shape in parameters.items()
        if not layers[int(path.split(".")[0])].is_frozen
    }
    values = parameters | state_shapes(experiment.network)
    shapes = {VALUES + path: shape for path, shape in values.items()}
    shapes |= {BEST + path: shape for path, shape in values.items()}
    shapes |= {GRADIENTS + path: shape for path, shape in parameters.items()}
    for name in kept_by_optimizer(experiment):
        shapes |= {f"{OPTIMIZER}{name}/{path}": shape for path, shape in trained.items()}
    return shapes


def kept_by_optimizer(experiment: Experiment) -> tuple[str, ...]:
    """Return the names of what the experiment's optimiser keeps for each parameter."""
    example = NamedParameter("example", Parameter(np.zeros(1, np.float32)))
    return type(experiment.optimizer.build([example])).KEEPS


def state_digest(progress: str, arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Return the SHA-256 of a state: of its numbers, and of every array in order of name."""
    digest = hashlib.sha256(progress.encode())
    for name in sorted(arrays):
        array = arrays[name]
        digest.update(f"\n{name}\n{array.dtype.str}\n{array.shape}\n".encode())
        digest.update(array.data if array.size else b"")
    return digest.digest()
