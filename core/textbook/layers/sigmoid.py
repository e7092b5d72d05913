"""Sigmoid: squeeze every number into 0 to 1.

    y = 1 / (1 + e⁻ˣ),    dy/dx = y (1 - y)

For negative x the same is e^x / (1 + e^x): so only e^-|x| is needed, which never overflows.

Source: Rumelhart, Hinton & Williams (1986), "Learning representations by back-propagating
errors", eq. 2.
"""

from __future__ import annotations

import numpy as np

from core.textbook.notation import Array, Named


def forward(x: Array) -> Array:
    """Return y, in the shape of x."""
    power = np.exp(-np.abs(x))
    y: Array = np.where(x > 0, 1, power) / (1 + power)
    return y


def backward(grad_y: Array, x: Array) -> tuple[Array, Named]:
    """Return dL/dx."""
    y = forward(x)
    return grad_y * y * (1 - y), {}
