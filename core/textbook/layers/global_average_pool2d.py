"""Global average-pooling: turn every map into one number, its mean.

    y[n, c] = 1/(H·W) · Σ_{i, j} x[n, i, j, c]
    dL/dx[n, i, j, c] = g[n, c] / (H·W)

Source: Lin, Chen & Yan (2014), "Network In Network", arXiv:1312.4400, section 3.2.
"""

from __future__ import annotations

import numpy as np

from core.textbook.notation import Array, Named


def forward(x: Array) -> Array:
    """Return the mean of every map, shape (N, C)."""
    _, h, w, _ = x.shape
    y: Array = x.sum(axis=(1, 2)) / (h * w)
    return y


def backward(grad_y: Array, x: Array) -> tuple[Array, Named]:
    """Return dL/dx, shape (N, H, W, C)."""
    _, h, w, _ = x.shape
    share = grad_y / (h * w)
    return np.zeros_like(x) + share[:, None, None, :], {}
