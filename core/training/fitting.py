"""A network made to fit other data."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from core.arrays import Shape
from core.network_spec import NetworkSpec


def fitted(network: NetworkSpec, image_shape: Shape, class_count: int) -> NetworkSpec:
    """Return a network that takes such images and gives a number for every class.

    Its input follows the images, and the units of its last layer that has some the classes;
    everything else stays.
    Whether the layers between fit the new input, `NetworkSpec.outline` tells.

    Parameters
    ----------
    network : NetworkSpec
    image_shape : tuple (H, W, C)
    class_count : int
        At least 1.
    """
    layers: list[Any] = list(network.layers)
    for position in reversed(range(len(layers))):
        if hasattr(layers[position], "units"):
            layers[position] = replace(layers[position], units=class_count)
            break
    return NetworkSpec(image_shape, tuple(layers))
