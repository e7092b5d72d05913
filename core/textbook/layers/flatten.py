"""Flatten: lay the maps of a sample out as one row, row by row, channels innermost.

    y[n, (i·W + j)·C + c] = x[n, i, j, c]

The gradient is the same numbers in the old shape.

Source: Goodfellow, Bengio & Courville (2016), "Deep Learning", figure 9.11.
"""

from __future__ import annotations

from core.textbook.notation import Array, Named


def forward(x: Array) -> Array:
    """Return rows of shape (N, H · W · C)."""
    return x.reshape(len(x), -1)


def backward(grad_y: Array, x: Array) -> tuple[Array, Named]:
    """Return dL/dx, in the shape of x."""
    return grad_y.reshape(x.shape), {}
