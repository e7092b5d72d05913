"""AdamW: shrink every weight by a share λ of its own, then step as Adam does.

    θ ← θ - η λ θ
    θ ← θ - η · m̂ / (√ŝ + ε)    as in Adam

The decay is not part of the gradient, so it is not divided by the gradient's size.

Source: Loshchilov & Hutter (2019), "Decoupled Weight Decay Regularization", arXiv:1711.05101,
algorithm 2.
"""

from __future__ import annotations

from core.textbook.notation import Array, Named
from core.textbook.optimizers import adam


def step(
    value: Array,
    gradient: Array,
    mean: Array,
    squares: Array,
    step_count: int,
    learning_rate: float,
    beta_1: float,
    beta_2: float,
    epsilon: float,
    weight_decay: float,
) -> tuple[Array, Named]:
    """Return the new θ, and the new m and s; step_count is t: 1 in the first step."""
    value = value - learning_rate * weight_decay * value
    return adam.step(
        value, gradient, mean, squares, step_count, learning_rate, beta_1, beta_2, epsilon
    )
