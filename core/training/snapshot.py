"""Copy a network's arrays so that others may look at them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray, frozen_copy
from core.network import Network
from core.training.step_record import StepRecord


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """Read-only copies of a network's arrays between two steps, by path.

    Attributes
    ----------
    step, epoch : int
        Steps taken, and the epoch they belong to (0 before the first step).
    values : mapping of str to ndarray
        Every parameter's value, and what layers keep besides (the running statistics of a
        batch normalisation, say).
    gradients : mapping of str to ndarray
        Of the latest batch, as the optimiser got them; zeros before the first step.
    record : StepRecord or None
        How the latest step was taken, if that was noted.
    """

    step: int
    epoch: int
    values: Mapping[str, FloatArray]
    gradients: Mapping[str, FloatArray]
    record: StepRecord | None = None


def named_arrays(network: Network) -> Iterator[tuple[str, NDArray[Any]]]:
    """Yield every array that decides what `network` computes, with its path.

    First all parameters' values, then the state that layers keep besides.
    """
    for path, parameter in network.named_parameters():
        yield path, parameter.value
    yield from named_states(network)


def named_states(network: Network) -> Iterator[tuple[str, NDArray[Any]]]:
    """Yield what layers keep besides their parameters, with its path."""
    for index, layer in enumerate(network.layers):
        for name, array in layer.state.items():
            yield f"{index}.{layer.KIND}.{name}", array


def take_snapshot(
    network: Network, *, step: int, epoch: int, record: StepRecord | None = None
) -> Snapshot:
    """Return copies of every value and gradient of `network`."""
    values = {path: frozen_copy(array) for path, array in named_arrays(network)}
    gradients = {path: frozen_copy(p.gradient) for path, p in network.named_parameters()}
    return Snapshot(
        step=step,
        epoch=epoch,
        values=MappingProxyType(values),
        gradients=MappingProxyType(gradients),
        record=record,
    )


def load_values(network: Network, values: Mapping[str, FloatArray]) -> None:
    """Write `values` into `network`, in place.

    Raises
    ------
    KeyError
        If an array of `network` has no value.
    ValueError
        If a value has another shape than its array.
    """
    for path, array in named_arrays(network):
        if array.shape != values[path].shape:
            raise ValueError(
                f"{path}: expected shape {array.shape}, received {values[path].shape}"
            )
        with np.errstate(invalid="ignore"):  # a file may hold anything, even for a count
            array[...] = values[path]
