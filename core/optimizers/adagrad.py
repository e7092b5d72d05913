"""Steps that shrink with all gradients so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from core.arrays import FloatArray
from core.fields import spec_field
from core.network import NamedParameter
from core.optimizers.base import ADAPTIVE_RATE, EPSILON, Kept, Optimizer, OptimizerSpec


@dataclass(frozen=True, slots=True)
class AdaGradSpec(OptimizerSpec):
    """Settings of `AdaGrad`, as files store them."""

    KIND: ClassVar[str] = "adagrad"
    TITLE: ClassVar[str] = "AdaGrad"
    EXPLAINS: ClassVar[str] = "A weight's steps shrink the more it has already been pushed."

    learning_rate: float = spec_field(ADAPTIVE_RATE, default=0.02)
    epsilon: float = spec_field(EPSILON, default=1e-10)

    def build(self, parameters: Iterable[NamedParameter]) -> AdaGrad:
        return AdaGrad(parameters, self)


class AdaGrad(Optimizer):
    r"""Divide each gradient by the root of the sum of its squares so far.

    .. math::
        s &\leftarrow s + g^2 \\
        \theta &\leftarrow \theta - \eta \, g / (\sqrt{s} + \varepsilon)

    Parameters
    ----------
    parameters : iterable of NamedParameter
    spec : AdaGradSpec
        Holds the learning rate η and ε.

    References
    ----------
    .. [1] Duchi, Hazan & Singer (2011), "Adaptive Subgradient Methods for Online Learning and
       Stochastic Optimization".
    .. [2] `torch.optim.Adagrad` with ``lr_decay=0``.
    """

    KEEPS = ("squares",)

    def __init__(self, parameters: Iterable[NamedParameter], spec: AdaGradSpec) -> None:
        super().__init__(parameters, spec.learning_rate)
        self.epsilon = spec.epsilon

    def update(
        self, value: FloatArray, gradient: FloatArray, kept: Kept, space: FloatArray
    ) -> None:
        squares = kept["squares"]
        # In the ledger: update
        np.square(gradient, out=space)
        squares += space  # s = s + g²
        np.sqrt(squares, out=space)
        space += self.epsilon  # √s + ε
        np.divide(gradient, space, out=space)
        space *= self.learning_rate
        value -= space
