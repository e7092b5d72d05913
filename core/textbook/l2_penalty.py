"""L2 penalty: a price on large weights, added to the loss.

    L' = L + λ/2 · Σ w²,    dL'/dw = dL/dw + λ w

Source: Krogh & Hertz (1991), "A Simple Weight Decay Can Improve Generalization", eq. 3.
"""

from __future__ import annotations

from core.textbook.notation import Array


def value(weight: Array, l2: float) -> float:
    """Return what one weight array adds to the loss; l2 is the λ of the formula."""
    return l2 / 2 * float((weight**2).sum())


def gradient(weight: Array, l2: float) -> Array:
    """Return what is added to the gradient of the array."""
    return l2 * weight
