"""Signs, as in the book: every weight steps equally far, whatever its gradients' sizes.

m ← m + α (g - m)
θ ← θ - η sign(m)
"""

from __future__ import annotations

import numpy as np

from core.textbook.notation import Array, Named


def step(
    value: Array, gradient: Array, mean: Array, learning_rate: float, share: float
) -> tuple[Array, Named]:
    """Return the new θ and the new m."""
    mean = mean + share * (gradient - mean)
    return value - learning_rate * np.sign(mean), {"mean": mean}
