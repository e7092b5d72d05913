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


def weight_distances(
    first: Network, second: Network, layers: tuple[int, ...]
) -> tuple[float, ...]:
    r"""Return for each of `layers` the length of the difference of all its parameters.

    .. math:: d_l = \sqrt{\sum_i (b_{l,i} - a_{l,i})^2}

    over weights and biases; NaN or infinite once a weight is.

    Parameters
    ----------
    first, second : Network
    layers : tuple of int
        Of the same shapes in both: see `comparable_layers`.
    """
    ours, theirs = (
        {path: parameter.value for path, parameter in one.named_parameters()}
        for one in (first, second)
    )
    return distances_of_values(ours, theirs, layers)


def distances_of_values(
    first: Mapping[str, FloatArray], second: Mapping[str, FloatArray], layers: tuple[int, ...]
) -> tuple[float, ...]:
    """Return the same of the parameters of two networks, by path."""
    sums = dict.fromkeys(layers, 0.0)
    with np.errstate(all="ignore"):  # a diverged twin is at no distance, which is shown so
        for path, ours in first.items():
            layer = int(path.partition(PLACE_END)[0])
            if layer in sums:
                difference = (second[path] - ours).reshape(-1)
                sums[layer] += float(np.dot(difference, difference))
    return tuple(math.sqrt(total) if total >= 0 else math.nan for total in sums.values())
