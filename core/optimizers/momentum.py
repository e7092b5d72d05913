"""Gradient descent with momentum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from core.arrays import FloatArray
from core.fields import RealNumber, spec_field
from core.network import NamedParameter
from core.optimizers.base import LEARNING_RATE, Kept, Optimizer, OptimizerSpec

MOMENTUM = RealNumber(
    "Momentum μ", "How much of the last step's direction is kept: 0 none, near 1 much.",
    0.0, 0.9999,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MomentumSpec(OptimizerSpec):
    """Settings of `Momentum`, as files store them."""

    KIND: ClassVar[str] = "momentum"
    TITLE: ClassVar[str] = "Momentum"
    EXPLAINS: ClassVar[str] = "SGD that rolls on: directions that agree add up over steps."

    learning_rate: float = spec_field(LEARNING_RATE, default=0.05)
    momentum: float = spec_field(MOMENTUM, default=0.9)

    def build(self, parameters: Iterable[NamedParameter]) -> Momentum:
        return Momentum(parameters, self)


class Momentum(Optimizer):
    r"""Step along a running sum of gradients (the "heavy ball").

    .. math::
        v &\leftarrow \mu v + g \\
        \theta &\leftarrow \theta - \eta \, v

    Parameters
    ----------
    parameters : iterable of NamedParameter
    spec : MomentumSpec
        Holds the learning rate η and μ.

    Notes
    -----
    The learning rate multiplies the sum, not each gradient: PyTorch's variant.

    References
    ----------
    .. [1] Polyak (1964), "Some methods of speeding up the convergence of iteration methods".
    .. [2] `torch.optim.SGD` with ``momentum`` and ``dampening=0``.
    """

    KEEPS = ("velocity",)

    def __init__(self, parameters: Iterable[NamedParameter], spec: MomentumSpec) -> None:
        super().__init__(parameters, spec.learning_rate)
        self.momentum = spec.momentum

    def update(
        self, value: FloatArray, gradient: FloatArray, kept: Kept, space: FloatArray
    ) -> None:
        velocity = kept["velocity"]
        # In the ledger: update
        velocity *= self.momentum
        velocity += gradient  # v = μ v + g
        np.multiply(velocity, self.learning_rate, out=space)  # η v
        value -= space
