"""ELU: positive numbers pass, the others bend towards -α.

    y = x if x > 0, else α (eˣ - 1),    dy/dx = 1 if x > 0, else y + α

Source: Clevert, Unterthiner & Hochreiter (2016), "Fast and Accurate Deep Network Learning by
Exponential Linear Units", arXiv:1511.07289, eq. 15 and 16.
"""

from __future__ import annotations

import numpy as np

from core.textbook.notation import Array, Named


def forward(x: Array, alpha: float = 1.0) -> Array:
    """Return y, in the shape of x."""
    below = np.minimum(x, 0)  # the power of a large number would overflow
    return np.where(x > 0, x, alpha * np.expm1(below))  # expm1(x) is eˣ - 1 to all digits


def backward(grad_y: Array, x: Array, alpha: float = 1.0) -> tuple[Array, Named]:
    """Return dL/dx."""
    y = forward(x, alpha)
    return np.where(x > 0, grad_y, grad_y * (y + alpha)), {}
