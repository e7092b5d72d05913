"""Stochastic gradient descent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from core.fields import RealNumber, check_fields, spec_field
from core.network import NamedParameter
from core.optimizers.base import Optimizer


@dataclass(frozen=True, slots=True)
class SGDSpec:
    """Settings of `SGD`, as files store them."""

    KIND: ClassVar[str] = "sgd"
    TITLE: ClassVar[str] = "SGD"
    EXPLAINS: ClassVar[str] = "Every weight takes a small step against its gradient."

    learning_rate: float = spec_field(
        RealNumber(
            "Learning rate", "How far each weight moves per unit of gradient.", 0.0, 1e9,
            above=True,
        ),
        default=0.1,
    )  # fmt: skip

    def __post_init__(self) -> None:
        check_fields(self, self.KIND)

    def build(self, parameters: Iterable[NamedParameter]) -> SGD:
        """Return the ready optimiser."""
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
        super().__init__(parameters)
        self.spec = spec
        self._change = {path: np.empty_like(p.value) for path, p in self.parameters}

    def step(self) -> None:
        for path, parameter in self.parameters:
            change = self._change[path]
            np.multiply(parameter.gradient, self.spec.learning_rate, out=change)
            parameter.value -= change
