"""ReLU: positive numbers pass unchanged, all others become 0.

    y = max(x, 0),    dy/dx = 1 if x > 0, else 0

At exactly 0 the derivative is taken as 0.

Source: Nair & Hinton (2010), "Rectified Linear Units Improve Restricted Boltzmann Machines".
"""

from __future__ import annotations

import numpy as np

from core.textbook.notation import Array, Named


def forward(x: Array) -> Array:
    """Return y, in the shape of x."""
    return np.where(x > 0, x, 0)


def backward(grad_y: Array, x: Array) -> tuple[Array, Named]:
    """Return dL/dx."""
    return np.where(x > 0, grad_y, 0), {}
