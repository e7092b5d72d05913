"""Compare a drawn network's gradients, computed in three ways, with those of an oracle."""

from __future__ import annotations

import numpy as np

from core.training.lockstep import Lockstep
from core.training.objective import Objective


def gradients_in_training(drawn, dtype):
    """Return (network, loss, gradients by path) as the training loop computes them."""
    network = drawn.build(dtype)
    value, _ = Objective(network, drawn.loss).value_and_gradients(
        drawn.x.astype(dtype), drawn.target
    )
    return network, value, {path: p.gradient.copy() for path, p in network.named_parameters()}


def gradients_in_parts(drawn, dtype, parts=3):
    """Return (network, loss, gradients by path), the batch worked off in several parts."""
    first = drawn.build(dtype)
    networks = [first, *(first.replica() for _ in range(parts - 1))]
    cuts = np.array_split(np.arange(len(drawn.x)), parts)
    walks = [
        Objective(network, drawn.loss).walk(
            drawn.x[rows].astype(dtype), drawn.target[rows], len(rows) / len(drawn.x)
        )
        for network, rows in zip(networks, cuts, strict=True)
    ]
    lockstep = Lockstep(walks, threads=1)
    lockstep.lead(0)
    gradients = {path: p.gradient.copy() for path, p in first.named_parameters()}
    for network in networks[1:]:
        for path, parameter in network.named_parameters():
            gradients[path] += parameter.gradient
    return first, sum(value for value, _ in lockstep.results), gradients


def gradients_of_the_chain(drawn, dtype, disturb=lambda index, y: y):
    """Return (network, loss, gradients by path and of "input"), layer by layer as written.

    `disturb` may change every result a little, as rounding does.
    """
    network = drawn.build(dtype)
    y = drawn.x.astype(dtype)
    for index, layer in enumerate(network.layers):
        y = disturb(index, layer.forward(y, training=True))
    value, gradient = drawn.loss.value_and_gradient(y, drawn.target)
    for index, layer in reversed(tuple(enumerate(network.layers))):
        gradient = disturb(index, layer.backward(gradient))
    gradients = {path: p.gradient.copy() for path, p in network.named_parameters()}
    return network, value, gradients | {"input": gradient.copy()}


def worst_norm_ratio(got, expected):
    """Return the largest distance between two tensors of one name, over the tensor's norm.

    A gradient that cancels to nothing (of a bias before batch normalisation) has no norm worth
    the name; it is judged by the largest of the network's.
    """
    largest = max(np.linalg.norm(tensor) for tensor in expected.values())
    return max(
        np.linalg.norm(tensor.astype(np.float64) - expected[name])
        / max(np.linalg.norm(expected[name]), 1e-2 * largest, 1e-300)
        for name, tensor in got.items()
    )
