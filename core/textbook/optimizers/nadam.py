"""Nadam: step as Adam does, along the momentum as it will be, gradient included.

    μₜ = β₁ (1 - ½ · 0.96^(t ψ))
    m ← β₁ m + (1 - β₁) g
    s ← β₂ s + (1 - β₂) g²
    θ ← θ - η · m̂ / (√ŝ + ε),    ŝ = s / (1 - β₂ᵗ),
    m̂ = μₜ₊₁ m / (1 - μ₁ μ₂ … μₜ₊₁) + (1 - μₜ) g / (1 - μ₁ μ₂ … μₜ)

The momentum μ grows from about β₁ / 2 to β₁, the faster the larger ψ is.

Source: Dozat (2016), "Incorporating Nesterov Momentum into Adam", ICLR workshop, algorithm 2
with the momentum of section 3.1; as in PyTorch, which adds ε outside the root.
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
    momentum_decay: float,
) -> tuple[Array, Named]:
    """Return the new θ, and the new m and s; step_count is t: 1 in the first step."""
    momenta = [  # μ₁ … μₜ₊₁
        beta_1 * (1 - 0.5 * 0.96 ** (t * momentum_decay)) for t in range(1, step_count + 2)
    ]
    mean = beta_1 * mean + (1 - beta_1) * gradient
    squares = beta_2 * squares + (1 - beta_2) * gradient**2
    fair_mean = momenta[-1] * mean / (1 - float(np.prod(momenta)))
    fair_gradient = (1 - momenta[-2]) * gradient / (1 - float(np.prod(momenta[:-1])))
    fair_squares = squares / (1 - beta_2**step_count)  # ŝ
    change = learning_rate * (fair_mean + fair_gradient) / (np.sqrt(fair_squares) + epsilon)
    return value - change, {"mean": mean, "squares": squares}
