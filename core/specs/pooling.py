"""Descriptions of the pooling layers."""

from __future__ import annotations

from abc import ABC
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import Shape
from core.errors import ShapeError
from core.fields import Padding, Pair, PairOfWholeNumbers, spec_field
from core.geometry import padding_pairs
from core.layers.average_pool2d import AveragePool2D
from core.layers.base import Layer
from core.layers.global_average_pool2d import GlobalAveragePool2D
from core.layers.max_pool2d import MaxPool2D
from core.layers.spec import LayerSpec, refuse_flat_samples, shape_text
from core.layers.window_fields import PADDING, STRIDE, window_positions

_WINDOW = PairOfWholeNumbers("Window", "Height and width of each window.", 1, 32)


@dataclass(frozen=True, slots=True)
class PoolSpec(LayerSpec, ABC):
    """One number for every window of every channel."""

    pool_size: Pair = spec_field(_WINDOW, default=(2, 2))
    stride: Pair = spec_field(STRIDE, default=(2, 2))
    padding: Padding = spec_field(PADDING, default="valid")

    def output_shape(self, input_shape: Shape) -> Shape:
        rows, columns = window_positions(
            self.KIND, "window", input_shape, self.pool_size, self.stride, self.padding
        )
        pads = padding_pairs(self.padding, input_shape[:2], self.pool_size, self.stride)  # type: ignore[arg-type]
        if any(max(pad) >= k for pad, k in zip(pads, self.pool_size, strict=True)):
            raise ShapeError(
                f"{self.KIND}: padding {pads} must be smaller than the "
                f"{shape_text(self.pool_size)} window, or a window would hold no value at all"
            )
        return rows, columns, input_shape[2]


@dataclass(frozen=True, slots=True)
class MaxPool2DSpec(PoolSpec):
    """The largest value of every window."""

    KIND: ClassVar[str] = "max_pool2d"
    TITLE: ClassVar[str] = "MaxPool2D"
    EXPLAINS: ClassVar[str] = "Keeps the largest value of every window; the others are dropped."

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        return MaxPool2D(self.pool_size, stride=self.stride, padding=self.padding)


@dataclass(frozen=True, slots=True)
class AveragePool2DSpec(PoolSpec):
    """The mean of every window."""

    KIND: ClassVar[str] = "average_pool2d"
    TITLE: ClassVar[str] = "AveragePool2D"
    EXPLAINS: ClassVar[str] = "Keeps the mean of every window."

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        return AveragePool2D(self.pool_size, stride=self.stride, padding=self.padding)


@dataclass(frozen=True, slots=True)
class GlobalAveragePool2DSpec(LayerSpec):
    """The mean of every map."""

    KIND: ClassVar[str] = "global_average_pool2d"
    TITLE: ClassVar[str] = "GlobalAveragePool2D"
    EXPLAINS: ClassVar[str] = "Turns every map into one number, its mean; no flatten is needed."

    def output_shape(self, input_shape: Shape) -> Shape:
        refuse_flat_samples(self.KIND, input_shape)
        return input_shape[2:]

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        return GlobalAveragePool2D()
