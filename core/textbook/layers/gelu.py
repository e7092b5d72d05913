"""GELU: a smooth gate; the larger a number, the more of it passes.

    y = x/2 · (1 + t),    t = tanh u,    u = √(2/π) · (x + 0.044715 x³)

By the product rule and the chain rule:

    dy/dx = (1 + t)/2 + x/2 · (1 - t²) · du/dx,    du/dx = √(2/π) · (1 + 3 · 0.044715 x²)

Source: Hendrycks & Gimpel (2016), "Gaussian Error Linear Units", arXiv:1606.08415, section 2
(the tanh form).
"""

from __future__ import annotations

import numpy as np

from core.textbook.notation import Array, Named

SCALE = float(np.sqrt(2 / np.pi))


def forward(x: Array) -> Array:
    """Return y, in the shape of x."""
    t = np.tanh(SCALE * (x + 0.044715 * x**3))
    y: Array = x / 2 * (1 + t)
    return y


def backward(grad_y: Array, x: Array) -> tuple[Array, Named]:
    """Return dL/dx."""
    t = np.tanh(SCALE * (x + 0.044715 * x**3))
    slope_of_u = SCALE * (1 + 3 * 0.044715 * x**2)
    return grad_y * ((1 + t) / 2 + x / 2 * (1 - t**2) * slope_of_u), {}
