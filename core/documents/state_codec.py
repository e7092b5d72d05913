"""The numbers of a session's state as text, and which arrays belong to it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields
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
from core.training.session_state import (
    BEST,
    GRADIENTS,
    OPTIMIZER,
    VALUES,
    SessionNumbers,
    SessionState,
)

#: Types an array in a document may have.
DTYPES = ("<f4", "<f8", "<i8")
MAX_STEP = 2**53
_NAMES = tuple(field.name for field in fields(SessionNumbers))


def numbers_to_json(state: SessionState) -> str:
    """Return everything of `state` but its arrays."""
    return to_json(SessionNumbers(**{name: getattr(state, name) for name in _NAMES}))


def numbers_from_json(text: str) -> SessionNumbers:
    """Read what `numbers_to_json` wrote.

    Raises
    ------
    SpecError
        If no session can be there.
    """
    numbers = from_json(text, SessionNumbers, "snapshot")
    plan, epoch, generator = numbers.plan, numbers.epoch, numbers.epoch.generator
    counts = (
        numbers.step, numbers.optimizer_steps, numbers.plan_start, epoch.number,
        epoch.cursor, epoch.right_sum, plan.epochs, plan.batch_size, plan.validate_every or 1,
    )  # fmt: skip
    if max(counts) > MAX_STEP or not generator.increment % 2 or generator.half >= 2**32:
        raise SpecError("snapshot: its counts are impossible")
    if plan.batch_size < 1 or plan.validate_every == 0:
        raise SpecError("snapshot: expected batches of at least 1 image")
    if plan.clip_norm is not None and not plan.clip_norm > 0:
        raise SpecError("snapshot: expected gradients of a positive length")
    if not 0 < numbers.base_rate < np.inf:
        raise SpecError("snapshot: expected a positive learning rate")
    return numbers


def state_of(numbers: SessionNumbers, arrays: Mapping[str, NDArray[Any]]) -> SessionState:
    """Return the whole of a state."""
    return SessionState(**{name: getattr(numbers, name) for name in _NAMES}, arrays=arrays)


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
