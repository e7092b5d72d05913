"""Batch normalisation: bring every channel to mean 0 and variance 1, then learn both anew.

    x̂ = (x - μ) / √(σ² + ε),    y = γ x̂ + β

In training μ and σ² are mean and variance of the M numbers a channel has in the batch; in use
they are running values gathered in training.  With g = dL/dy, all sums over M numbers:

    dL/dβ = Σ g,    dL/dγ = Σ g x̂,    dL/dx = γ / √(σ² + ε) · (g - Σ g/M - x̂ · Σ g x̂/M)

The last two terms are there because μ and σ² depend on x: in use they are missing.

Source: Ioffe & Szegedy (2015), "Batch Normalization: Accelerating Deep Network Training by
Reducing Internal Covariate Shift", arXiv:1502.03167, algorithms 1 and 2, section 3.
"""

from __future__ import annotations

import numpy as np

from core.textbook.notation import Array, Named


def forward(
    x: Array, gamma: Array, beta: Array, epsilon: float, running: Named | None = None
) -> Array:
    """Return y, in the shape of x; by the running values if they are given."""
    mean, variance = _statistics(x, running)
    y: Array = gamma * (x - mean) / np.sqrt(variance + epsilon) + beta
    return y


def backward(
    grad_y: Array,
    x: Array,
    gamma: Array,
    beta: Array,
    epsilon: float,
    running: Named | None = None,
) -> tuple[Array, Named]:
    """Return dL/dx, and dL/dγ and dL/dβ."""
    mean, variance = _statistics(x, running)
    normal = (x - mean) / np.sqrt(variance + epsilon)  # x̂
    samples = tuple(range(x.ndim - 1))  # all axes but that of the channels
    grad_beta = grad_y.sum(axis=samples)
    grad_gamma = (grad_y * normal).sum(axis=samples)
    inner = grad_y
    if running is None:
        m = x.size // x.shape[-1]
        inner = grad_y - grad_beta / m - normal * grad_gamma / m
    grad_x = gamma / np.sqrt(variance + epsilon) * inner
    return grad_x, {"gamma": grad_gamma, "beta": grad_beta}


def gather(x: Array, running: Named, momentum: float) -> Named:
    """Return the running values after a training step, which go by the unbiased variance."""
    mean, variance = _statistics(x, None)
    m = x.size // x.shape[-1]
    unbiased = variance * m / max(m - 1, 1)
    return {
        "running_mean": momentum * running["running_mean"] + (1 - momentum) * mean,
        "running_variance": momentum * running["running_variance"] + (1 - momentum) * unbiased,
    }


def _statistics(x: Array, running: Named | None) -> tuple[Array, Array]:
    """Return μ and σ² of every channel, shape (C,)."""
    if running is not None:
        return running["running_mean"], running["running_variance"]
    rows = x.reshape(-1, x.shape[-1])  # (M, C)
    mean = rows.sum(axis=0) / len(rows)
    return mean, ((rows - mean) ** 2).sum(axis=0) / len(rows)
