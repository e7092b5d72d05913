"""Convolution: small filters slide over the map; each draws a map of its own.

    y[n, p, q, o] = b[o] + Σ_{i, j, c} x[n, p·s + i, q·s + j, c] · w[i, j, c, o]

With g = dL/dy every product of the way forward passes its blame back:

    dL/db[o] = Σ_{n, p, q} g[n, p, q, o]
    dL/dw[i, j, c, o] = Σ_{n, p, q} x[n, p·s + i, q·s + j, c] · g[n, p, q, o]
    dL/dx[n, p·s + i, q·s + j, c] += Σ_o g[n, p, q, o] · w[i, j, c, o]   for all p, q, i, j

Cells added around the map count as 0.  As in every library, the filter is not flipped.

Source: Goodfellow, Bengio & Courville (2016), "Deep Learning", section 9.5, eq. 9.7 to 9.13.
"""

from __future__ import annotations

import numpy as np

from core.textbook.layers import windows
from core.textbook.notation import Array, Named, Padding, Pair


def forward(
    x: Array, weight: Array, bias: Array, stride: Pair = (1, 1), padding: Padding = "valid"
) -> Array:
    """Return y of shape (N, H_out, W_out, C_out); weight is (K_h, K_w, C_in, C_out)."""
    k_h, k_w, _, filters = weight.shape
    added = windows.cells_added(padding, x.shape[1:3], (k_h, k_w), stride)
    padded = windows.pad(x, added, 0)
    size = windows.positions(padded, (k_h, k_w), stride)
    y = np.zeros((len(x), *size, filters), x.dtype)
    for i in range(k_h):
        for j in range(k_w):
            y += windows.cell(padded, i, j, stride, size) @ weight[i, j]  # sum over c
    return y + bias


def backward(
    grad_y: Array,
    x: Array,
    weight: Array,
    bias: Array,
    stride: Pair = (1, 1),
    padding: Padding = "valid",
) -> tuple[Array, Named]:
    """Return dL/dx, and dL/dw and dL/db."""
    k_h, k_w, c_in, filters = weight.shape
    added = windows.cells_added(padding, x.shape[1:3], (k_h, k_w), stride)
    padded = windows.pad(x, added, 0)
    size = windows.positions(padded, (k_h, k_w), stride)
    grad_padded, grad_weight = np.zeros_like(padded), np.zeros_like(weight)
    rows = grad_y.reshape(-1, filters)  # (N · H_out · W_out, C_out)
    for i in range(k_h):
        for j in range(k_w):
            seen = windows.cell(padded, i, j, stride, size).reshape(-1, c_in)
            grad_weight[i, j] = seen.T @ rows  # sum over n, p, q
            blame = windows.cell(grad_padded, i, j, stride, size)
            blame += grad_y @ weight[i, j].T  # sum over o
    grad_bias = grad_y.sum(axis=(0, 1, 2))
    grad_x = windows.without_padding(grad_padded, added)
    return grad_x, {"weight": grad_weight, "bias": grad_bias}
