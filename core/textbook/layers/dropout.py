"""Dropout: in training, drop each number with probability r, so that no unit is relied on.

    y = m · x / (1 - r),    dL/dx = m · g / (1 - r)

with a mask m of zeros (probability r) and ones, drawn anew at each step, for example by
``rng.random(x.shape) >= r``.  The division keeps every mean as it is, so in use, where no mask
is given, all numbers simply pass.

Source: Srivastava et al. (2014), "Dropout: A Simple Way to Prevent Neural Networks from
Overfitting", sections 4 and (for the division) 10.
"""

from __future__ import annotations

from core.textbook.notation import Array, Mask, Named


def forward(x: Array, rate: float, mask: Mask | None = None) -> Array:
    """Return y, in the shape of x and of the mask."""
    if mask is None:
        return x
    return mask * x / (1 - rate)


def backward(
    grad_y: Array, x: Array, rate: float, mask: Mask | None = None
) -> tuple[Array, Named]:
    """Return dL/dx."""
    return forward(grad_y, rate, mask), {}
