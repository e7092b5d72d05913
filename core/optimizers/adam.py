"""Momentum and scaling together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from core.arrays import FloatArray
from core.fields import RealNumber, spec_field
from core.network import NamedParameter
from core.optimizers.base import ADAPTIVE_RATE, EPSILON, Kept, Optimizer, OptimizerSpec

BETA_1 = RealNumber(
    "Memory β₁", "How slowly old gradients are forgotten: the momentum.", 0.0, 0.99999
)
BETA_2 = RealNumber(
    "Memory β₂", "How slowly old squared gradients are forgotten: the scale.", 0.0, 0.999999
)


@dataclass(frozen=True, slots=True)
class AdamSpec(OptimizerSpec):
    """Settings of `Adam`, as files store them."""

    KIND: ClassVar[str] = "adam"
    TITLE: ClassVar[str] = "Adam"
    EXPLAINS: ClassVar[str] = "Momentum, with each weight's step scaled to its own gradient."

    learning_rate: float = spec_field(ADAPTIVE_RATE, default=0.001)
    beta_1: float = spec_field(BETA_1, default=0.9)
    beta_2: float = spec_field(BETA_2, default=0.999)
    epsilon: float = spec_field(EPSILON, default=1e-8)

    def build(self, parameters: Iterable[NamedParameter]) -> Adam:
        return Adam(parameters, self)


class Adam(Optimizer):
    r"""Divide the running mean of each gradient by the root of that of its square.

    .. math::
        m &\leftarrow \beta_1 m + (1 - \beta_1) g \\
        s &\leftarrow \beta_2 s + (1 - \beta_2) g^2 \\
        \theta &\leftarrow \theta - \eta \,
        \frac{m / (1 - \beta_1^t)}{\sqrt{s / (1 - \beta_2^t)} + \varepsilon}

    Parameters
    ----------
    parameters : iterable of NamedParameter
    spec : AdamSpec
        Holds the learning rate η, β₁, β₂ and ε.

    Notes
    -----
    The divisions by :math:`1 - \beta^t` make up for the means having started at zero.

    References
    ----------
    .. [1] Kingma & Ba (2015), "Adam: A Method for Stochastic Optimization", algorithm 1.
    .. [2] `torch.optim.Adam`.
    """

    KEEPS = ("mean", "squares")

    def __init__(self, parameters: Iterable[NamedParameter], spec: AdamSpec) -> None:
        super().__init__(parameters, spec.learning_rate)
        self.beta_1 = spec.beta_1
        self.beta_2 = spec.beta_2
        self.epsilon = spec.epsilon

    def update(
        self, value: FloatArray, gradient: FloatArray, kept: Kept, space: FloatArray
    ) -> None:
        mean, squares = kept["mean"], kept["squares"]
        # In the ledger: update
        np.multiply(gradient, 1 - self.beta_1, out=space)
        mean *= self.beta_1
        mean += space  # m = β₁ m + (1 − β₁) g
        np.square(gradient, out=space)
        space *= 1 - self.beta_2
        squares *= self.beta_2
        squares += space  # s = β₂ s + (1 − β₂) g²
        mean_correction = 1 - self.beta_1**self.step_count
        square_correction = 1 - self.beta_2**self.step_count
        np.sqrt(squares, out=space)
        space /= square_correction**0.5
        space += self.epsilon  # √(s / (1 − β₂ᵗ)) + ε
        np.divide(mean, space, out=space)
        space *= self.learning_rate / mean_correction
        value -= space
