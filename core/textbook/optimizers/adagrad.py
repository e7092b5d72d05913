"""AdaGrad: divide each gradient by the root of the sum of its squares so far.

    s ← s + g²
    θ ← θ - η g / (√s + ε)

Source: Duchi, Hazan & Singer (2011), "Adaptive Subgradient Methods for Online Learning and
Stochastic Optimization".
"""

from __future__ import annotations

import numpy as np

from core.textbook.notation import Array, Named


def step(
    value: Array, gradient: Array, squares: Array, learning_rate: float, epsilon: float
) -> tuple[Array, Named]:
    """Return the new θ and the new s, which starts at zero."""
    squares = squares + gradient**2
    change = learning_rate * gradient / (np.sqrt(squares) + epsilon)
    return value - change, {"squares": squares}
