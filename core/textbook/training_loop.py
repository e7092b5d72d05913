"""The training loop: a small convolutional network learns to read digits.

    forward:   x₀ = images,  x_k = layer_k(x_{k-1})
    backward:  g = dL/dz,  then layer by layer from the last to the first  g ← dL/dx
    update:    θ ← θ - η dL/dθ

Source: Goodfellow, Bengio & Courville (2016), "Deep Learning", algorithms 6.3, 6.4 and 8.1; the
start by He et al. (2015), arXiv:1502.01852, eq. 10, and Glorot & Bengio (2010), eq. 16.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np

from core.textbook.layers import conv2d, dense, flatten, max_pool2d, relu
from core.textbook.losses import categorical_cross_entropy
from core.textbook.notation import Array, Labels, Named
from core.textbook.optimizers import sgd

#: A layer's page, its parameters and its settings.
Layer = tuple[ModuleType, Named, dict[str, Any]]


def new_network(rng: np.random.Generator) -> list[Layer]:
    """Return the layers for images of 28 × 28 × 1; the softmax is part of the loss."""
    bound = np.sqrt(6 / (1352 + 10))
    filters = rng.normal(0, np.sqrt(2 / 9), (3, 3, 1, 8)).astype(np.float32)
    weight = rng.uniform(-bound, bound, (1352, 10)).astype(np.float32)
    return [
        (conv2d, {"weight": filters, "bias": np.zeros(8, np.float32)}, {}),  # 26×26×8
        (relu, {}, {}),
        (max_pool2d, {}, {"pool_size": (2, 2), "stride": (2, 2)}),  # 13×13×8
        (flatten, {}, {}),  # 1352
        (dense, {"weight": weight, "bias": np.zeros(10, np.float32)}, {}),
    ]


def scores(layers: list[Layer], x: Array) -> tuple[Array, list[Array]]:
    """Return the scores of every class, and what went into each layer."""
    inputs = []
    for page, parameters, settings in layers:
        inputs.append(x)
        x = page.forward(x, **parameters, **settings)
    return x, inputs


def train_step(layers: list[Layer], x: Array, target: Labels, learning_rate: float) -> float:
    """Let every parameter take one step; return the loss before."""
    logits, inputs = scores(layers, x)
    gradient = categorical_cross_entropy.gradient_of_logits(logits, target)
    for (page, parameters, settings), x_in in zip(layers[::-1], inputs[::-1], strict=True):
        gradient, of_parameters = page.backward(gradient, x_in, **parameters, **settings)
        for name, own in of_parameters.items():
            parameters[name], _ = sgd.step(parameters[name], own, learning_rate)
    return categorical_cross_entropy.value_of_logits(logits, target)


def train(images: Array, labels: Labels, epochs: int = 3, seed: int = 0) -> list[Layer]:
    """Return a trained network; images are (N, 28, 28, 1), from 0 (no ink) to 1 (full ink)."""
    rng = np.random.default_rng(seed)
    layers = new_network(rng)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for start in range(0, len(images), 32):
            rows = order[start : start + 32]
            train_step(layers, images[rows], labels[rows], learning_rate=0.1)
    return layers
