"""RMSProp: divide each gradient by the root of a running mean of its square.

    s ← ρ s + (1 - ρ) g²
    θ ← θ - η g / (√s + ε)

Source: Tieleman & Hinton (2012), "Neural Networks for Machine Learning", lecture 6.5, in the
form of `torch.optim.RMSprop`: ε is outside the root.
"""

from __future__ import annotations

import numpy as np

from core.textbook.notation import Array, Named


def step(
    value: Array,
    gradient: Array,
    squares: Array,
    learning_rate: float,
    decay: float,
    epsilon: float,
) -> tuple[Array, Named]:
    """Return the new θ and the new s, which starts at zero; decay is the ρ of the formula."""
    squares = decay * squares + (1 - decay) * gradient**2
    change = learning_rate * gradient / (np.sqrt(squares) + epsilon)
    return value - change, {"squares": squares}
