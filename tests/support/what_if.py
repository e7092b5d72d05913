"""Small networks for changes by hand, and a judge of them that shares no code with the core."""

from __future__ import annotations

from functools import cache

import numpy as np

from core.experiment import Experiment
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.layers.tanh import TanhSpec
from core.network_spec import NetworkSpec, build_network
from core.optimizers.sgd import SGDSpec
from core.training.snapshot import take_snapshot

CNN = NetworkSpec(
    (8, 8, 1),
    (
        Conv2DSpec(3, (3, 3)),
        ReLUSpec(),
        MaxPool2DSpec(),
        FlattenSpec(),
        DenseSpec(5),
        TanhSpec(),
        DenseSpec(4, initializer="glorot_uniform"),
        SoftmaxSpec(),
    ),
)
KERNEL, BIAS = "0.conv2d.weight", "0.conv2d.bias"
HIDDEN, LAST = "4.dense.weight", "6.dense.weight"


def experiment_of(spec=CNN):
    """Return an experiment with a network of its own."""
    return Experiment(spec, SGDSpec(0.1), batch_size=8)


@cache
def snapshot_of(spec=CNN, seed=5):
    """Return untrained weights whose biases are not 0."""
    network = build_network(spec, rng=np.random.default_rng(seed))
    rng = np.random.default_rng(seed + 1)
    for path, parameter in network.named_parameters():
        if path.endswith("bias"):
            parameter.value[...] = 0.1 * rng.normal(size=parameter.value.shape)
    return take_snapshot(network, step=0, epoch=0)


def bytes_and_labels(count=6, seed=2, shape=(8, 8, 1), classes=4):
    """Return images of bytes, and their classes."""
    rng = np.random.default_rng(seed)
    images = rng.integers(0, 256, (count, *shape), dtype=np.uint8)
    return images, rng.integers(0, classes, count).astype(np.uint8)


def mean_loss(values, images, labels, keeps=None):
    """Return the mean cross-entropy of `CNN`, with loops and plain NumPy, in float64.

    Parameters
    ----------
    values : mapping of str to ndarray
    images : ndarray of uint8
    labels : ndarray of int
    keeps : mapping of (layer, unit) to float, optional
        What the output of a unit, behind its activation, is multiplied with.
    """
    keeps = keeps or {}
    total = 0.0
    kernel, bias = values[KERNEL], values[BIAS]
    for image, label in zip(images, labels, strict=True):
        x = (image / np.float32(255)).astype(np.float64)  # as networks are given it
        maps = np.zeros((6, 6, 3))
        for row in range(6):
            for column in range(6):
                patch = x[row : row + 3, column : column + 3]
                for unit in range(3):
                    z = float((patch * kernel[..., unit]).sum() + bias[unit])
                    maps[row, column, unit] = max(z, 0.0) * keeps.get((0, unit), 1.0)
        pooled = maps.reshape(3, 2, 3, 2, 3).max(axis=(1, 3))
        hidden = np.tanh(pooled.reshape(-1) @ values[HIDDEN] + values["4.dense.bias"])
        for (layer, unit), share in keeps.items():
            if layer == 4:
                hidden[unit] *= share
        scores = hidden @ values[LAST] + values["6.dense.bias"]
        total += float(np.log(np.exp(scores - scores.max()).sum()) + scores.max())
        total -= float(scores[label])
    return total / len(images)
