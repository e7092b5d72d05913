"""Adam: divide the running mean of each gradient by the root of that of its square.

    m ← β₁ m + (1 - β₁) g
    s ← β₂ s + (1 - β₂) g²
    θ ← θ - η · m̂ / (√ŝ + ε),    m̂ = m / (1 - β₁ᵗ),    ŝ = s / (1 - β₂ᵗ)

The divisions by 1 - βᵗ, where t counts the steps from 1, make up for m and s starting at zero.

Source: Kingma & Ba (2015), "Adam: A Method for Stochastic Optimization", arXiv:1412.6980,
algorithm 1.
"""

from __future__ import annotations

import numpy as np

from core.textbook.notation import Array, Named


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
) -> tuple[Array, Named]:
    """Return the new θ, and the new m and s; step_count is t: 1 in the first step."""
    mean = beta_1 * mean + (1 - beta_1) * gradient
    squares = beta_2 * squares + (1 - beta_2) * gradient**2
    fair_mean = mean / (1 - beta_1**step_count)  # m̂
    fair_squares = squares / (1 - beta_2**step_count)  # ŝ
    change = learning_rate * fair_mean / (np.sqrt(fair_squares) + epsilon)
    return value - change, {"mean": mean, "squares": squares}
