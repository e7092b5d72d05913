"""Softmax: turn the scores z of a sample into probabilities that sum to 1.

    p_i = e^(z_i) / Σ_k e^(z_k)

The same number may be taken from all scores: without the largest, nothing overflows.
As dp_i/dz_j = p_i ([i = j] - p_j), with g = dL/dp:

    dz_j = p_j · (g_j - Σ_i g_i p_i)

Source: Goodfellow, Bengio & Courville (2016), "Deep Learning", eq. 6.29 and 6.33.
"""

from __future__ import annotations

import numpy as np

from core.textbook.notation import Array, Named


def forward(x: Array) -> Array:
    """Return the probabilities p of scores x, shape (N, classes)."""
    powers = np.exp(x - x.max(axis=1, keepdims=True))
    p: Array = powers / powers.sum(axis=1, keepdims=True)
    return p


def backward(grad_y: Array, x: Array) -> tuple[Array, Named]:
    """Return dL/dz."""
    p = forward(x)
    expected = (grad_y * p).sum(axis=1, keepdims=True)  # Σ_i g_i p_i, shape (N, 1)
    return p * (grad_y - expected), {}
