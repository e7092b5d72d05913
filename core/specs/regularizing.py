"""Descriptions of the layers that do something else in training than in use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import Shape
from core.fields import RealNumber, YesOrNo, spec_field
from core.layers.base import Layer
from core.layers.batch_norm import BatchNorm
from core.layers.dropout import Dropout
from core.layers.spec import FROZEN, LayerSpec, freeze


@dataclass(frozen=True, slots=True)
class DropoutSpec(LayerSpec):
    """Numbers drop out at random while training."""

    KIND: ClassVar[str] = "dropout"
    TITLE: ClassVar[str] = "Dropout"
    EXPLAINS: ClassVar[str] = (
        "In training, drops numbers at random so that no unit is relied on."
    )

    rate: float = spec_field(
        RealNumber("Rate", "Share of the numbers that drop out at each step.", 0.0, 0.99),
        default=0.5,
    )

    def output_shape(self, input_shape: Shape) -> Shape:
        return input_shape

    def state_shapes(self, input_shape: Shape) -> Mapping[str, Shape]:
        return {"draws": (1,)}

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        # Spawning draws nothing: with or without a dropout, the weights start the same.
        return Dropout(self.rate, seed=int(rng.spawn(1)[0].integers(2**63)))


@dataclass(frozen=True, slots=True)
class BatchNormSpec(LayerSpec):
    """Every channel is brought to mean 0 and variance 1, then scaled and moved."""

    KIND: ClassVar[str] = "batch_norm"
    TITLE: ClassVar[str] = "BatchNorm"
    EXPLAINS: ClassVar[str] = (
        "Brings every channel to mean 0 and spread 1 over the batch, then learns both anew."
    )

    momentum: float = spec_field(
        RealNumber("Momentum", "Share of the old running mean kept at each step.", 0.0, 0.9999),
        default=0.9,
    )
    epsilon: float = spec_field(
        RealNumber("Epsilon", "Added to the variance, so that it is never zero.", 1e-8, 1.0),
        default=1e-5,
    )
    frozen: bool = spec_field(
        YesOrNo(
            FROZEN.label,
            f"{FROZEN.explains} It goes by its running mean and variance and gathers no more.",
        ),
        default=False,
    )

    def output_shape(self, input_shape: Shape) -> Shape:
        return input_shape

    def parameter_shapes(self, input_shape: Shape) -> Mapping[str, Shape]:
        return {"gamma": input_shape[-1:], "beta": input_shape[-1:]}

    def state_shapes(self, input_shape: Shape) -> Mapping[str, Shape]:
        return {"running_mean": input_shape[-1:], "running_variance": input_shape[-1:]}

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        layer = BatchNorm(
            input_shape[-1], momentum=self.momentum, epsilon=self.epsilon, dtype=dtype
        )
        if self.frozen:
            freeze(layer)
        return layer
