"""Layer normalisation: every place of a sample gets mean 0 and variance 1, then learns both.

    x̂ = (x - μ) / √(σ² + ε),    y = γ x̂ + β

μ and σ² are mean and variance over the C channels of one place of one sample, or over the C
features of a flat sample.  With g = dL/dy and h = γ g:

    dL/dβ = Σ g,    dL/dγ = Σ g x̂,    dL/dx = 1 / √(σ² + ε) · (h - Σ_c h/C - x̂ · Σ_c h x̂/C)

The sums of dL/dβ and dL/dγ run over samples and places, Σ_c over the channels of a place.  The
last two terms are there because μ and σ² depend on x.

Source: Ba, Kiros & Hinton (2016), "Layer Normalization", arXiv:1607.06450, equations 3 and 4.
"""

from __future__ import annotations

import numpy as np

from core.textbook.notation import Array, Named


def forward(x: Array, gamma: Array, beta: Array, epsilon: float) -> Array:
    """Return y, in the shape of x."""
    normal, _ = _normalised(x, epsilon)
    y: Array = gamma * normal + beta
    return y


def backward(
    grad_y: Array, x: Array, gamma: Array, beta: Array, epsilon: float
) -> tuple[Array, Named]:
    """Return dL/dx, and dL/dγ and dL/dβ."""
    normal, spread = _normalised(x, epsilon)
    h = grad_y * gamma
    through_mean = h.mean(axis=-1, keepdims=True)
    through_variance = normal * (h * normal).mean(axis=-1, keepdims=True)
    grad_x = (h - through_mean - through_variance) / spread
    samples = tuple(range(x.ndim - 1))  # all axes but that of the channels
    grad_gamma = (grad_y * normal).sum(axis=samples)
    return grad_x, {"gamma": grad_gamma, "beta": grad_y.sum(axis=samples)}


def _normalised(x: Array, epsilon: float) -> tuple[Array, Array]:
    """Return x̂, and √(σ² + ε) of every place with one number for all its channels."""
    mean = x.mean(axis=-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(axis=-1, keepdims=True)
    spread = np.sqrt(variance + epsilon)
    return (x - mean) / spread, spread
