"""What a network takes many images for."""

from __future__ import annotations

import numpy as np

from core.arrays import ByteArray, IntArray, Shape
from core.datasets.batch import cut_batch
from core.network import Network
from core.training.gradient_step import EVALUATION_SHARD
from core.training.shard_plan import prefers_batch_innermost


def predict_labels(
    network: Network, images: ByteArray, rows: IntArray, input_shape: Shape
) -> IntArray:
    """Return the class of the largest output for each image of `rows`.

    Returns
    -------
    ndarray of int, shape (len(rows),)
    """
    innermost = prefers_batch_innermost(network)
    labels = np.empty(len(rows), np.int64)
    for start in range(0, len(rows), EVALUATION_SHARD):
        shard = rows[start : start + EVALUATION_SHARD]
        x = cut_batch(images, shard, input_shape, batch_innermost=innermost)
        labels[start : start + len(shard)] = network.forward(x, training=False).argmax(axis=1)
    return labels
