"""How far the weights of two networks are from each other."""

from __future__ import annotations

import math

import numpy as np

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
    sums = dict.fromkeys(layers, 0.0)
    theirs = dict(second.named_parameters())
    with np.errstate(all="ignore"):  # a diverged twin is at no distance, which is shown so
        for path, parameter in first.named_parameters():
            layer = int(path.partition(PLACE_END)[0])
            if layer in sums:
                difference = (theirs[path].value - parameter.value).reshape(-1)
                sums[layer] += float(np.dot(difference, difference))
    return tuple(math.sqrt(total) if total >= 0 else math.nan for total in sums.values())


def whole_distance(distances: tuple[float, ...]) -> float:
    """Return the distance of all weights together, from those of the layers; NaN for none."""
    if not distances:
        return math.nan
    return math.sqrt(sum(distance * distance for distance in distances))
