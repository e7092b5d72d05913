"""Gradient clipping: shorten all gradients together, so that their direction stays.

    g ← g · min(1, c / ‖g‖),    ‖g‖ = √(Σ g²) over the numbers of all gradients

Source: Pascanu, Mikolov & Bengio (2013), "On the difficulty of training recurrent neural
networks", arXiv:1211.5063, algorithm 1.
"""

from __future__ import annotations

import math

from core.textbook.notation import Array


def clip(gradients: list[Array], limit: float) -> list[Array]:
    """Return the gradients, no longer than the limit c altogether."""
    length = math.sqrt(sum(float((g**2).sum()) for g in gradients))
    if length <= limit:
        return gradients
    return [g * (limit / length) for g in gradients]
