"""Adam with weight decay of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from core.arrays import FloatArray
from core.fields import RealNumber, spec_field
from core.network import NamedParameter
from core.optimizers.adam import BETA_1, BETA_2, Adam, AdamSpec
from core.optimizers.base import ADAPTIVE_RATE, EPSILON, Kept


@dataclass(frozen=True, slots=True)
class AdamWSpec(AdamSpec):
    """Settings of `AdamW`, as files store them."""

    KIND: ClassVar[str] = "adam_w"
    TITLE: ClassVar[str] = "AdamW"
    EXPLAINS: ClassVar[str] = "Adam that also pulls every weight a little towards zero."

    learning_rate: float = spec_field(ADAPTIVE_RATE, default=0.001)
    beta_1: float = spec_field(BETA_1, default=0.9)
    beta_2: float = spec_field(BETA_2, default=0.999)
    epsilon: float = spec_field(EPSILON, default=1e-8)
    weight_decay: float = spec_field(
        RealNumber(
            "Decay λ",
            "Share of each weight, times the learning rate, lost per step.",
            0.0,
            10.0,
        ),
        default=0.01,
    )

    def build(self, parameters: Iterable[NamedParameter]) -> AdamW:
        return AdamW(parameters, self)


class AdamW(Adam):
    r"""Shrink every weight, then step as Adam does.

    .. math:: \theta \leftarrow \theta - \eta \lambda \theta

    Parameters
    ----------
    parameters : iterable of NamedParameter
    spec : AdamWSpec
        Holds what Adam needs, and λ.

    Notes
    -----
    The decay is not part of the gradient, so it is not divided by the gradient's scale.  It
    applies to every parameter, biases too, as in PyTorch.

    References
    ----------
    .. [1] Loshchilov & Hutter (2019), "Decoupled Weight Decay Regularization", algorithm 2.
    .. [2] `torch.optim.AdamW`.
    """

    def __init__(self, parameters: Iterable[NamedParameter], spec: AdamWSpec) -> None:
        super().__init__(parameters, spec)
        self.weight_decay = spec.weight_decay

    def update(
        self, value: FloatArray, gradient: FloatArray, kept: Kept, space: FloatArray
    ) -> None:
        # In the ledger: update
        value *= 1 - self.learning_rate * self.weight_decay
        super().update(value, gradient, kept, space)
