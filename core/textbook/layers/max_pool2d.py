"""Max-pooling: keep the largest number of every window.

    y[n, p, q, c] = max_{i, j} x[n, p·s + i, q·s + j, c]

The whole gradient of a window goes to the cell that won; of equal cells the first wins, row by
row.  A cell that won in several windows gets the sum.  Cells added around the map never win.

Source: Goodfellow, Bengio & Courville (2016), "Deep Learning", section 9.3.
"""

from __future__ import annotations

import numpy as np

from core.textbook.layers import windows
from core.textbook.notation import Array, Named, Padding, Pair


def forward(x: Array, pool_size: Pair, stride: Pair, padding: Padding = "valid") -> Array:
    """Return the largest number of every window, shape (N, H_out, W_out, C)."""
    padded, _ = _padded(x, pool_size, stride, padding)
    size = windows.positions(padded, pool_size, stride)
    y = np.full((len(x), *size, x.shape[3]), -np.inf, x.dtype)
    for i in range(pool_size[0]):
        for j in range(pool_size[1]):
            y = np.maximum(y, windows.cell(padded, i, j, stride, size))
    return y


def backward(
    grad_y: Array, x: Array, pool_size: Pair, stride: Pair, padding: Padding = "valid"
) -> tuple[Array, Named]:
    """Return dL/dx: each window's gradient at its first largest cell."""
    y = forward(x, pool_size, stride, padding)
    padded, added = _padded(x, pool_size, stride, padding)
    size = windows.positions(padded, pool_size, stride)
    grad_padded = np.zeros_like(padded)
    is_open = np.ones(y.shape, bool)  # no cell has won the window yet
    for i in range(pool_size[0]):
        for j in range(pool_size[1]):
            wins = is_open & (windows.cell(padded, i, j, stride, size) == y)
            blame = windows.cell(grad_padded, i, j, stride, size)
            blame += np.where(wins, grad_y, 0)
            is_open = is_open & ~wins
    return windows.without_padding(grad_padded, added), {}


def _padded(
    x: Array, pool_size: Pair, stride: Pair, padding: Padding
) -> tuple[Array, tuple[Pair, Pair]]:
    """Return the maps with cells added around them, and how many on each side."""
    added = windows.cells_added(padding, x.shape[1:3], pool_size, stride)
    return windows.pad(x, added, -np.inf), added
