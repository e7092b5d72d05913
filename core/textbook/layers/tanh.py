"""Tanh: squeeze every number into -1 to 1; zero stays zero.

    y = tanh x = (eˣ - e⁻ˣ) / (eˣ + e⁻ˣ),    dy/dx = 1 - y²

Source: LeCun et al. (1998), "Efficient BackProp", section 4.4.
"""

from __future__ import annotations

import numpy as np

from core.textbook.notation import Array, Named


def forward(x: Array) -> Array:
    """Return y, in the shape of x."""
    return np.tanh(x)


def backward(grad_y: Array, x: Array) -> tuple[Array, Named]:
    """Return dL/dx."""
    y = np.tanh(x)
    return grad_y * (1 - y**2), {}
