"""Average-pooling: keep the mean of every window.

    y[n, p, q, c] = 1/|A| · Σ_{(i, j) in A} x[n, i, j, c],    A: cells of window (p, q)
    dL/dx[n, i, j, c] = Σ over the windows that hold the cell of g[n, p, q, c] / |A|

Cells added around the map are not counted: the mean is over what is really there, as in Keras.

Source: LeCun et al. (1998), "Gradient-Based Learning Applied to Document Recognition",
section II.B.
"""

from __future__ import annotations

import numpy as np

from core.textbook.layers import windows
from core.textbook.notation import Array, Named, Padding, Pair


def forward(x: Array, pool_size: Pair, stride: Pair, padding: Padding = "valid") -> Array:
    """Return the mean of every window, shape (N, H_out, W_out, C)."""
    return _sums(x, pool_size, stride, padding) / _counts(x, pool_size, stride, padding)


def backward(
    grad_y: Array, x: Array, pool_size: Pair, stride: Pair, padding: Padding = "valid"
) -> tuple[Array, Named]:
    """Return dL/dx: each window's gradient in equal shares."""
    share = grad_y / _counts(x, pool_size, stride, padding)
    added = windows.cells_added(padding, x.shape[1:3], pool_size, stride)
    grad_padded = np.zeros_like(windows.pad(x, added, 0))
    for i in range(pool_size[0]):
        for j in range(pool_size[1]):
            blame = windows.cell(grad_padded, i, j, stride, grad_y.shape[1:3])
            blame += share
    return windows.without_padding(grad_padded, added), {}


def _sums(x: Array, pool_size: Pair, stride: Pair, padding: Padding) -> Array:
    """Return the sum over every window; added cells are zero."""
    added = windows.cells_added(padding, x.shape[1:3], pool_size, stride)
    padded = windows.pad(x, added, 0)
    size = windows.positions(padded, pool_size, stride)
    total = np.zeros((len(x), *size, x.shape[3]), x.dtype)
    for i in range(pool_size[0]):
        for j in range(pool_size[1]):
            total += windows.cell(padded, i, j, stride, size)
    return total


def _counts(x: Array, pool_size: Pair, stride: Pair, padding: Padding) -> Array:
    """Return |A| of every window: the sum over a map of ones."""
    return _sums(np.ones_like(x), pool_size, stride, padding)
