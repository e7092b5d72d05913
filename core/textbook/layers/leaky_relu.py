"""LeakyReLU: positive numbers pass, and a small part a of the others.

    y = x if x > 0, else a·x,    dy/dx = 1 if x > 0, else a

At exactly 0 the derivative is taken as a.

Source: Maas, Hannun & Ng (2013), "Rectifier Nonlinearities Improve Neural Network Acoustic
Models", section 2.
"""

from __future__ import annotations

import numpy as np

from core.textbook.notation import Array, Named


def forward(x: Array, negative_slope: float = 0.01) -> Array:
    """Return y, in the shape of x; the slope is the a of the formula."""
    return np.where(x > 0, x, negative_slope * x)


def backward(grad_y: Array, x: Array, negative_slope: float = 0.01) -> tuple[Array, Named]:
    """Return dL/dx."""
    return np.where(x > 0, grad_y, negative_slope * grad_y), {}
