"""A network and its batches made to fit other data."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from core.arrays import Shape
from core.experiment import Experiment
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


def fitted_to_data(network: NetworkSpec, image_shape: Shape, class_count: int) -> NetworkSpec:
    """Return a network that takes such images, its input as it was if that takes them already.

    Images laid out in a row fit a network that takes rows.  Parameters as for `fitted`.
    """
    made = fitted(network, image_shape, class_count)
    is_same_size = math.prod(made.input_shape) == math.prod(network.input_shape)
    return replace(made, input_shape=network.input_shape) if is_same_size else made


def fitted_batch(experiment: Experiment, image_count: int) -> Experiment:
    """Return an experiment whose batch is not larger than what there is to learn from.

    Parameters
    ----------
    experiment : Experiment
    image_count : int
        Images for training, those that are held back for validation among them.
    """
    learned = image_count - round(image_count * experiment.validation_share)
    if experiment.batch_size is None or experiment.batch_size <= learned or not learned:
        return experiment
    return experiment.replace(batch_size=learned)
