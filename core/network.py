"""A chain of layers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from core.arrays import FloatArray
from core.layers.base import Layer
from core.parameter import Parameter


class NamedParameter(NamedTuple):
    """A parameter and its place in a network, e.g. ``"0.conv2d.weight"``."""

    path: str
    parameter: Parameter


class Network:
    """Layers applied one after another.

    Parameters
    ----------
    layers : sequence of Layer
        In the order data flows through them.

    Raises
    ------
    ValueError
        If `layers` is empty, or one layer object appears twice.
    """

    def __init__(self, layers: Sequence[Layer]) -> None:
        if not layers:
            raise ValueError("Network needs at least one layer")
        if len({id(layer) for layer in layers}) != len(layers):
            raise ValueError("Network: the same layer object appears more than once")
        self.layers = tuple(layers)
        values = [parameter.value for _, parameter in self.named_parameters()]
        self._dtype = values[0].dtype if values else None

    def __len__(self) -> int:
        return len(self.layers)

    def forward(self, x: FloatArray, *, training: bool) -> FloatArray:
        """Return the output of the last layer, as an array of its own.

        Parameters
        ----------
        x : ndarray of shape (N, H, W, C) or (N, features)
            Numbers of another type than the parameters' are converted.  With `training`,
            leave it as it is until `backward`.
        training : bool
            Keep what `backward` needs.
        """
        given = x = self._as_numbers(x)
        for layer in self.layers:
            x = layer.forward(x, training=training)
        return x.copy() if training or np.may_share_memory(x, given) else x

    def backward(self, grad_output: FloatArray) -> FloatArray:
        """Fill every gradient; return the gradient of the network's input.

        Parameters
        ----------
        grad_output : ndarray
            d(loss)/d(output), in the shape of the latest output.

        Returns
        -------
        ndarray
            d(loss)/d(x), in the shape of the latest input; an array of its own.

        Raises
        ------
        OrderError
            If no ``forward(..., training=True)`` came before.
        """
        grad_output = self._as_numbers(grad_output)
        for layer in reversed(self.layers):
            grad_output = layer.backward(grad_output)
        return grad_output.copy()

    def named_parameters(self) -> Iterator[NamedParameter]:
        """Yield every parameter with its path ``index.kind.name``, in layer order."""
        for index, layer in enumerate(self.layers):
            for name, parameter in layer.parameters.items():
                yield NamedParameter(f"{index}.{layer.KIND}.{name}", parameter)

    def trained_parameters(self) -> Iterator[NamedParameter]:
        """Yield the parameters that training may change: those that are not frozen."""
        return (named for named in self.named_parameters() if not named.parameter.is_frozen)

    def replica(self) -> Network:
        """Return a network that can work beside this one, on another thread.

        Its layers are replicas of this network's: see `Layer.replica`.
        """
        return Network([layer.replica() for layer in self.layers])

    def _as_numbers(self, array: FloatArray) -> FloatArray:
        dtype = self._dtype
        if dtype is None and not np.issubdtype(array.dtype, np.floating):
            dtype = np.dtype(np.float32)
        return np.asarray(array, dtype)
