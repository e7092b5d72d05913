"""Stochastic gradient descent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from core.arrays import FloatArray
from core.fields import spec_field
from core.network import NamedParameter
from core.optimizers.base import LEARNING_RATE, Kept, Optimizer, OptimizerSpec


@dataclass(frozen=True, slots=True)
class SGDSpec(OptimizerSpec):
    """Settings of `SGD`, as files store them."""

    KIND: ClassVar[str] = "sgd"
    TITLE: ClassVar[str] = "SGD"
    EXPLAINS: ClassVar[str] = "Every weight takes a small step against its gradient."

    learning_rate: float = spec_field(LEARNING_RATE, default=0.1)

    def build(self, parameters: Iterable[NamedParameter]) -> SGD:
        return SGD(parameters, self)


class SGD(Optimizer):
    r"""Step against the gradient.

    .. math:: \theta \leftarrow \theta - \eta \, g

    Parameters
    ----------
    parameters : iterable of NamedParameter
    spec : SGDSpec
        Holds the learning rate η.

    References
    ----------
    .. [1] Robbins & Monro (1951), "A Stochastic Approximation Method".
    """

    def __init__(self, parameters: Iterable[NamedParameter], spec: SGDSpec) -> None:
        super().__init__(parameters, spec.learning_rate)

    def update(
        self, value: FloatArray, gradient: FloatArray, kept: Kept, space: FloatArray
    ) -> None:
        # In the ledger: update
        np.multiply(gradient, self.learning_rate, out=space)  # η g
        value -= space
