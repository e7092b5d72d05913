"""Steps scaled by the recent size of each gradient."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from core.arrays import FloatArray
from core.fields import RealNumber, spec_field
from core.network import NamedParameter
from core.optimizers.base import ADAPTIVE_RATE, EPSILON, Kept, Optimizer, OptimizerSpec


@dataclass(frozen=True, slots=True)
class RMSPropSpec(OptimizerSpec):
    """Settings of `RMSProp`, as files store them."""

    KIND: ClassVar[str] = "rms_prop"
    TITLE: ClassVar[str] = "RMSProp"
    EXPLAINS: ClassVar[str] = "Divides each step by the recent size of that weight's gradient."

    learning_rate: float = spec_field(ADAPTIVE_RATE, default=0.001)
    decay: float = spec_field(
        RealNumber("Memory ρ", "How slowly old squared gradients are forgotten.", 0.0, 0.99999),
        default=0.99,
    )
    epsilon: float = spec_field(EPSILON, default=1e-8)

    def build(self, parameters: Iterable[NamedParameter]) -> RMSProp:
        return RMSProp(parameters, self)


class RMSProp(Optimizer):
    r"""Divide each gradient by the root of a running mean of its square.

    .. math::
        s &\leftarrow \rho s + (1 - \rho) g^2 \\
        \theta &\leftarrow \theta - \eta \, g / (\sqrt{s} + \varepsilon)

    Parameters
    ----------
    parameters : iterable of NamedParameter
    spec : RMSPropSpec
        Holds the learning rate η, ρ and ε.

    References
    ----------
    .. [1] Tieleman & Hinton (2012), "Neural Networks for Machine Learning", lecture 6.5.
    .. [2] `torch.optim.RMSprop`, where ρ is called ``alpha``; ε is outside the root.
    """

    KEEPS = ("squares",)

    def __init__(self, parameters: Iterable[NamedParameter], spec: RMSPropSpec) -> None:
        super().__init__(parameters, spec.learning_rate)
        self.decay = spec.decay
        self.epsilon = spec.epsilon

    def update(
        self, value: FloatArray, gradient: FloatArray, kept: Kept, space: FloatArray
    ) -> None:
        squares = kept["squares"]
        # In the ledger: update
        np.square(gradient, out=space)
        space *= 1 - self.decay
        squares *= self.decay
        squares += space  # s = ρ s + (1 − ρ) g²
        np.sqrt(squares, out=space)
        space += self.epsilon  # √s + ε
        np.divide(gradient, space, out=space)
        space *= self.learning_rate
        value -= space
