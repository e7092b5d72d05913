"""How far the weights of two networks are from each other."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from core.arrays import FloatArray
from core.network import Network
from core.network_spec import NetworkSpec

#: What stands between a layer's place and the rest in the path of a parameter.
PLACE_END = "."


def comparable_layers(first: NetworkSpec, second: NetworkSpec) -> tuple[int, ...]:
    """Return the layers with weights whose shapes are the same in both networks, in order."""
    ours, theirs = first.outline(), second.outline()
    return tuple(
        layer.position
        for layer, other in zip(ours, theirs, strict=False)
        if layer.parameter_count
        and (layer.spec.KIND, layer.input_shape, layer.output_shape, layer.parameter_count)
        == (other.spec.KIND, other.input_shape, other.output_shape, other.parameter_count)
    )


def parameter_values(network: Network) -> dict[str, FloatArray]:
    """Return the value of every parameter by path: the very arrays that training changes."""
    return {path: parameter.value for path, parameter in network.named_parameters()}


class WeightDistance:
    r"""The length of the difference of all parameters of each layer.

    .. math:: d_l = \sqrt{\sum_i (b_{l,i} - a_{l,i})^2}

    over weights and biases; NaN or infinite once a weight is.  Parameters are written in place
    for as long as a network lives, so that which belong together is found once.

    Parameters
    ----------
    first, second : mapping of str to ndarray
        The values of all parameters, by path.
    layers : tuple of int
        Of the same shapes in both: see `comparable_layers`.
    """

    def __init__(
        self,
        first: Mapping[str, FloatArray],
        second: Mapping[str, FloatArray],
        layers: tuple[int, ...],
    ) -> None:
        self._pairs: dict[int, list[tuple[FloatArray, FloatArray]]] = {at: [] for at in layers}
        for path, ours in first.items():
            layer = int(path.partition(PLACE_END)[0])
            if layer in self._pairs:
                self._pairs[layer].append((ours, second[path]))
        arrays = [ours for pairs in self._pairs.values() for ours, _ in pairs]
        largest = max((one.size for one in arrays), default=0)
        self._space = np.empty(largest, np.result_type(np.float32, *arrays))

    def measure(self) -> tuple[float, ...]:
        """Return how far the two are apart now, layer by layer."""
        found = []
        with np.errstate(all="ignore"):  # a diverged one is at no distance, which is shown so
            for pairs in self._pairs.values():
                total = 0.0
                for ours, theirs in pairs:
                    difference = self._space[: ours.size]
                    np.subtract(theirs, ours, out=difference.reshape(ours.shape))
                    total += float(np.dot(difference, difference))
                found.append(math.sqrt(total) if total >= 0 else math.nan)
        return tuple(found)
