"""Nesterov's momentum: step along the momentum as it will be, gradient included.

    v ← μ v + g
    θ ← θ - η (g + μ v)

Source: Sutskever, Martens, Dahl & Hinton (2013), "On the importance of initialization and
momentum in deep learning", in the form of `torch.optim.SGD`.
"""

from __future__ import annotations

from core.textbook.notation import Array, Named


def step(
    value: Array, gradient: Array, velocity: Array, learning_rate: float, momentum: float
) -> tuple[Array, Named]:
    """Return the new θ and the new v, which starts at zero."""
    velocity = momentum * velocity + gradient
    ahead = gradient + momentum * velocity
    return value - learning_rate * ahead, {"velocity": velocity}
