"""Stochastic gradient descent: every weight takes a small step against its gradient.

    θ ← θ - η g

Source: Robbins & Monro (1951), "A Stochastic Approximation Method".
"""

from __future__ import annotations

from core.textbook.notation import Array, Named


def step(value: Array, gradient: Array, learning_rate: float) -> tuple[Array, Named]:
    """Return the new θ; nothing is remembered."""
    return value - learning_rate * gradient, {}
