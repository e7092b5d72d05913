"""Descriptions of the layers with weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import Shape
from core.fields import (
    Choice,
    Padding,
    Pair,
    PairOfWholeNumbers,
    RealNumber,
    WholeNumber,
    spec_field,
)
from core.initializers.catalog import INITIALIZERS
from core.layers.base import Layer
from core.layers.conv2d import Conv2D
from core.layers.dense import Dense
from core.layers.spec import FROZEN, LayerSpec, freeze, refuse_maps
from core.layers.window_fields import PADDING, STRIDE, window_positions

_INITIALIZER = Choice(
    "Initialiser", "How the weights are drawn before training; biases start at zero.",
    tuple(INITIALIZERS),
)  # fmt: skip
_L2 = RealNumber(
    "L2",
    "Pulls the weights towards zero: half of this times their squares is added to the loss.",
    0.0,
    1.0,
)


@dataclass(frozen=True, slots=True)
class DenseSpec(LayerSpec):
    """A fully connected layer."""

    KIND: ClassVar[str] = "dense"
    TITLE: ClassVar[str] = "Dense"
    EXPLAINS: ClassVar[str] = "Every unit sums all inputs, each times a weight of its own."

    units: int = spec_field(WholeNumber("Units", "How many numbers come out.", 1, 16_384))
    initializer: str = spec_field(_INITIALIZER, default="he_normal")
    l2: float = spec_field(_L2, default=0.0)
    frozen: bool = spec_field(FROZEN, default=False)

    def output_shape(self, input_shape: Shape) -> Shape:
        refuse_maps(self.KIND, input_shape)
        return (self.units,)

    def parameter_shapes(self, input_shape: Shape) -> Mapping[str, Shape]:
        return {"weight": (input_shape[0], self.units), "bias": (self.units,)}

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        initialize = INITIALIZERS[self.initializer]
        layer = Dense(input_shape[0], self.units, initialize=initialize, rng=rng, dtype=dtype)
        layer.weight.l2 = self.l2
        if self.frozen:
            freeze(layer)
        return layer


@dataclass(frozen=True, slots=True)
class Conv2DSpec(LayerSpec):
    """A bank of filters slid over the map."""

    KIND: ClassVar[str] = "conv2d"
    TITLE: ClassVar[str] = "Conv2D"
    EXPLAINS: ClassVar[str] = "Small filters slide over the map; each draws a map of its own."

    filters: int = spec_field(WholeNumber("Filters", "How many maps come out.", 1, 1024))
    kernel_size: Pair = spec_field(
        PairOfWholeNumbers("Kernel", "Height and width of each filter.", 1, 32), default=(3, 3)
    )
    stride: Pair = spec_field(STRIDE, default=(1, 1))
    padding: Padding = spec_field(PADDING, default="valid")
    initializer: str = spec_field(_INITIALIZER, default="he_normal")
    l2: float = spec_field(_L2, default=0.0)
    frozen: bool = spec_field(FROZEN, default=False)

    def output_shape(self, input_shape: Shape) -> Shape:
        rows, columns = window_positions(
            "conv2d", "kernel", input_shape, self.kernel_size, self.stride, self.padding
        )
        return rows, columns, self.filters

    def parameter_shapes(self, input_shape: Shape) -> Mapping[str, Shape]:
        weight = (*self.kernel_size, input_shape[2], self.filters)
        return {"weight": weight, "bias": (self.filters,)}

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        layer = Conv2D(
            input_shape[2],
            self.filters,
            self.kernel_size,
            stride=self.stride,
            padding=self.padding,
            initialize=INITIALIZERS[self.initializer],
            rng=rng,
            dtype=dtype,
        )
        layer.weight.l2 = self.l2
        if self.frozen:
            freeze(layer)
        return layer
