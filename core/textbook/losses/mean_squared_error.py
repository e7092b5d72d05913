"""Mean squared error: the mean square of what is missing to 1 (true class) or 0 (the others).

    L = 1/(N K) · Σ_{n, k} (p - t)²,    t[n, k] = [k = y_n]
    dL/dp = 2 (p - t) / (N K)

Source: Rumelhart, Hinton & Williams (1986), "Learning representations by back-propagating
errors", eq. 3 (there half the sum).
"""

from __future__ import annotations

import numpy as np

from core.textbook.notation import Array, Labels


def value(predicted: Array, target: Labels) -> float:
    """Return L."""
    t = np.eye(predicted.shape[1])[target]  # (N, K)
    return float(((predicted - t) ** 2).sum() / t.size)


def gradient(predicted: Array, target: Labels) -> Array:
    """Return dL/dp, shape (N, K)."""
    t = np.eye(predicted.shape[1], dtype=predicted.dtype)[target]
    return 2 * (predicted - t) / t.size
