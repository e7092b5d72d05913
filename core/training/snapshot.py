"""Copy a network's arrays so that others may look at them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from core.arrays import FloatArray, frozen_copy
from core.network import Network


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """Read-only copies of a network's arrays between two steps, by parameter path.

    Attributes
    ----------
    step, epoch : int
        Steps taken, and the epoch they belong to (0 before the first step).
    values : mapping of str to ndarray
    gradients : mapping of str to ndarray
        Of the latest batch; zeros before the first step.
    """

    step: int
    epoch: int
    values: Mapping[str, FloatArray]
    gradients: Mapping[str, FloatArray]


def take_snapshot(network: Network, *, step: int, epoch: int) -> Snapshot:
    """Return copies of every value and gradient of `network`."""
    named = tuple(network.named_parameters())
    return Snapshot(
        step=step,
        epoch=epoch,
        values=MappingProxyType({path: frozen_copy(p.value) for path, p in named}),
        gradients=MappingProxyType({path: frozen_copy(p.gradient) for path, p in named}),
    )


def load_values(network: Network, values: Mapping[str, FloatArray]) -> None:
    """Write `values` into `network`, in place.

    Raises
    ------
    KeyError
        If a parameter of `network` has no value.
    ValueError
        If a value has another shape than its parameter.
    """
    for path, parameter in network.named_parameters():
        if parameter.value.shape != values[path].shape:
            raise ValueError(
                f"{path}: expected shape {parameter.value.shape}, received {values[path].shape}"
            )
        parameter.value[...] = values[path]
