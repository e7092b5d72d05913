"""Dense: every unit sums all inputs, each times a weight of its own.

    y[n, o] = Σ_i x[n, i] · w[i, o] + b[o],    in short  y = x w + b

With g = dL/dy:

    dL/dw = xᵀ g,    dL/db = Σ_n g[n],    dL/dx = g wᵀ

Source: Goodfellow, Bengio & Courville (2016), "Deep Learning", algorithms 6.3 and 6.4.
"""

from __future__ import annotations

from core.textbook.notation import Array, Named


def forward(x: Array, weight: Array, bias: Array) -> Array:
    """Return y of shape (N, out); weight is (in, out), bias is (out,)."""
    return x @ weight + bias


def backward(grad_y: Array, x: Array, weight: Array, bias: Array) -> tuple[Array, Named]:
    """Return dL/dx, and dL/dw and dL/db."""
    grad_x = grad_y @ weight.T  # (N, in)
    return grad_x, {"weight": x.T @ grad_y, "bias": grad_y.sum(axis=0)}
