"""Gradient descent with Nesterov's momentum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from core.arrays import FloatArray
from core.fields import spec_field
from core.network import NamedParameter
from core.optimizers.base import LEARNING_RATE, Kept, Optimizer, OptimizerSpec
from core.optimizers.momentum import MOMENTUM


@dataclass(frozen=True, slots=True)
class NesterovSpec(OptimizerSpec):
    """Settings of `Nesterov`, as files store them."""

    KIND: ClassVar[str] = "nesterov"
    TITLE: ClassVar[str] = "Nesterov"
    EXPLAINS: ClassVar[str] = "Momentum that looks one step ahead, so it brakes earlier."

    learning_rate: float = spec_field(LEARNING_RATE, default=0.05)
    momentum: float = spec_field(MOMENTUM, default=0.9)

    def build(self, parameters: Iterable[NamedParameter]) -> Nesterov:
        return Nesterov(parameters, self)


class Nesterov(Optimizer):
    r"""Step along the momentum as it will be, gradient included.

    .. math::
        v &\leftarrow \mu v + g \\
        \theta &\leftarrow \theta - \eta \, (g + \mu v)

    Parameters
    ----------
    parameters : iterable of NamedParameter
    spec : NesterovSpec
        Holds the learning rate η and μ.

    References
    ----------
    .. [1] Sutskever, Martens, Dahl & Hinton (2013), "On the importance of initialization and
       momentum in deep learning".
    .. [2] `torch.optim.SGD` with ``nesterov=True``.
    """

    KEEPS = ("velocity",)

    def __init__(self, parameters: Iterable[NamedParameter], spec: NesterovSpec) -> None:
        super().__init__(parameters, spec.learning_rate)
        self.momentum = spec.momentum

    def update(
        self, value: FloatArray, gradient: FloatArray, kept: Kept, space: FloatArray
    ) -> None:
        velocity = kept["velocity"]
        # In the ledger: update
        velocity *= self.momentum
        velocity += gradient  # v = μ v + g
        np.multiply(velocity, self.momentum, out=space)
        space += gradient  # g + μ v
        space *= self.learning_rate
        value -= space
