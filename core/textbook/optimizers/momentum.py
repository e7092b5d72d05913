"""Momentum: step along a running sum of gradients, like a heavy ball.

    v ← μ v + g
    θ ← θ - η v

Source: Polyak (1964), "Some methods of speeding up the convergence of iteration methods", in
the form of `torch.optim.SGD`: η multiplies the sum.
"""

from __future__ import annotations

from core.textbook.notation import Array, Named


def step(
    value: Array, gradient: Array, velocity: Array, learning_rate: float, momentum: float
) -> tuple[Array, Named]:
    """Return the new θ and the new v, which starts at zero."""
    velocity = momentum * velocity + gradient
    return value - learning_rate * velocity, {"velocity": velocity}
