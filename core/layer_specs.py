"""Describe one layer without building it: what panels edit and files store."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import Shape
from core.errors import ShapeError
from core.fields import (
    Choice,
    Padding,
    PaddingChoice,
    Pair,
    PairOfWholeNumbers,
    WholeNumber,
    check_fields,
    spec_field,
)
from core.geometry import output_length, padding_pairs
from core.initializers.catalog import INITIALIZERS
from core.layers.base import Layer
from core.layers.conv2d import Conv2D
from core.layers.dense import Dense
from core.layers.flatten import Flatten
from core.layers.max_pool2d import MaxPool2D
from core.layers.relu import ReLU
from core.layers.softmax import Softmax

_INITIALIZER = Choice(
    "Initialiser", "How the weights are drawn before training; biases start at zero.",
    tuple(INITIALIZERS),
)  # fmt: skip
_PADDING = PaddingChoice(
    "Padding",
    "Cells added around the map: none (valid), or enough to keep its size (same).",
    32,
)


@dataclass(frozen=True, slots=True)
class LayerSpec(ABC):
    """One layer's kind and settings, before its input is known.

    Class attributes
    ----------------
    KIND : str
        Name in JSON and in parameter paths.
    TITLE : str
        Name on screen.
    EXPLAINS : str
        One sentence in plain words.
    """

    KIND: ClassVar[str]
    TITLE: ClassVar[str]
    EXPLAINS: ClassVar[str]

    def __post_init__(self) -> None:
        check_fields(self, self.KIND)

    @abstractmethod
    def output_shape(self, input_shape: Shape) -> Shape:
        """Return the shape of one output sample.

        Raises
        ------
        ShapeError
            If this layer cannot follow samples of `input_shape`; the text is fit to show.
        """

    def parameter_shapes(self, input_shape: Shape) -> Mapping[str, Shape]:
        """Return the shape of every trainable array by name."""
        return {}

    def parameter_count(self, input_shape: Shape) -> int:
        """Return how many trainable numbers the layer has."""
        return sum(math.prod(shape) for shape in self.parameter_shapes(input_shape).values())

    @abstractmethod
    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        """Return the ready layer for samples of `input_shape`."""


@dataclass(frozen=True, slots=True)
class DenseSpec(LayerSpec):
    """A fully connected layer."""

    KIND: ClassVar[str] = "dense"
    TITLE: ClassVar[str] = "Dense"
    EXPLAINS: ClassVar[str] = "Every unit sums all inputs, each times a weight of its own."

    units: int = spec_field(WholeNumber("Units", "How many numbers come out.", 1, 16_384))
    initializer: str = spec_field(_INITIALIZER, default="he_normal")

    def output_shape(self, input_shape: Shape) -> Shape:
        if len(input_shape) != 1:
            raise ShapeError(
                f"dense needs flat samples, received maps of {_text(input_shape)}; "
                "add a flatten before it"
            )
        return (self.units,)

    def parameter_shapes(self, input_shape: Shape) -> Mapping[str, Shape]:
        return {"weight": (input_shape[0], self.units), "bias": (self.units,)}

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        initialize = INITIALIZERS[self.initializer]
        return Dense(input_shape[0], self.units, initialize=initialize, rng=rng, dtype=dtype)


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
    stride: Pair = spec_field(
        PairOfWholeNumbers("Stride", "Step between neighbouring windows.", 1, 32),
        default=(1, 1),
    )
    padding: Padding = spec_field(_PADDING, default="valid")
    initializer: str = spec_field(_INITIALIZER, default="he_normal")

    def output_shape(self, input_shape: Shape) -> Shape:
        rows, columns = _window_positions(
            "conv2d", "kernel", input_shape, self.kernel_size, self.stride, self.padding
        )
        return rows, columns, self.filters

    def parameter_shapes(self, input_shape: Shape) -> Mapping[str, Shape]:
        weight = (*self.kernel_size, input_shape[2], self.filters)
        return {"weight": weight, "bias": (self.filters,)}

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        return Conv2D(
            input_shape[2],
            self.filters,
            self.kernel_size,
            stride=self.stride,
            padding=self.padding,
            initialize=INITIALIZERS[self.initializer],
            rng=rng,
            dtype=dtype,
        )


@dataclass(frozen=True, slots=True)
class MaxPool2DSpec(LayerSpec):
    """The largest value of every window."""

    KIND: ClassVar[str] = "max_pool2d"
    TITLE: ClassVar[str] = "MaxPool2D"
    EXPLAINS: ClassVar[str] = "Keeps the largest value of every window; the others are dropped."

    pool_size: Pair = spec_field(
        PairOfWholeNumbers("Window", "Height and width of each window.", 1, 32), default=(2, 2)
    )
    stride: Pair = spec_field(
        PairOfWholeNumbers("Stride", "Step between neighbouring windows.", 1, 32),
        default=(2, 2),
    )
    padding: Padding = spec_field(_PADDING, default="valid")

    def output_shape(self, input_shape: Shape) -> Shape:
        rows, columns = _window_positions(
            "max_pool2d", "window", input_shape, self.pool_size, self.stride, self.padding
        )
        pads = padding_pairs(self.padding, input_shape[:2], self.pool_size, self.stride)  # type: ignore[arg-type]
        if any(max(pad) >= k for pad, k in zip(pads, self.pool_size, strict=True)):
            raise ShapeError(
                f"max_pool2d: padding {pads} must be smaller than the "
                f"{_text(self.pool_size)} window, or a window would hold no value at all"
            )
        return rows, columns, input_shape[2]

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        return MaxPool2D(self.pool_size, stride=self.stride, padding=self.padding)


@dataclass(frozen=True, slots=True)
class FlattenSpec(LayerSpec):
    """The map as one row of numbers."""

    KIND: ClassVar[str] = "flatten"
    TITLE: ClassVar[str] = "Flatten"
    EXPLAINS: ClassVar[str] = "Lays the maps out as one row: row by row, channels innermost."

    def output_shape(self, input_shape: Shape) -> Shape:
        return (math.prod(input_shape),)

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        return Flatten()


@dataclass(frozen=True, slots=True)
class ReLUSpec(LayerSpec):
    """Negative numbers become zero."""

    KIND: ClassVar[str] = "relu"
    TITLE: ClassVar[str] = "ReLU"
    EXPLAINS: ClassVar[str] = "A gate: positive numbers pass unchanged, all others become 0."

    def output_shape(self, input_shape: Shape) -> Shape:
        return input_shape

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        return ReLU()


@dataclass(frozen=True, slots=True)
class SoftmaxSpec(LayerSpec):
    """Scores become probabilities."""

    KIND: ClassVar[str] = "softmax"
    TITLE: ClassVar[str] = "Softmax"
    EXPLAINS: ClassVar[str] = "Turns scores into probabilities that sum to 1."

    def output_shape(self, input_shape: Shape) -> Shape:
        if len(input_shape) != 1:
            raise ShapeError(
                f"softmax needs flat samples, received maps of {_text(input_shape)}; "
                "add a flatten before it"
            )
        return input_shape

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        return Softmax()


#: The only layers a file can name.  Closed on purpose: nothing is imported by name.
LAYER_KINDS: Mapping[str, type[LayerSpec]] = MappingProxyType(
    {
        spec.KIND: spec
        for spec in (Conv2DSpec, MaxPool2DSpec, FlattenSpec, DenseSpec, ReLUSpec, SoftmaxSpec)
    }
)


def _text(shape: Shape) -> str:
    return "×".join(map(str, shape))


def _window_positions(
    kind: str,
    window_name: str,
    input_shape: Shape,
    window: Pair,
    stride: Pair,
    padding: Padding,
) -> Pair:
    if len(input_shape) != 3:
        raise ShapeError(
            f"{kind} needs maps of height × width × channels, "
            f"received flat samples of {_text(input_shape)}"
        )
    size = (input_shape[0], input_shape[1])
    pads = padding_pairs(padding, size, window, stride)
    rows, columns = (
        output_length(length, k, s, pad)
        for length, k, s, pad in zip(size, window, stride, pads, strict=True)
    )
    if rows < 1 or columns < 1:
        padded = (size[0] + sum(pads[0]), size[1] + sum(pads[1]))
        raise ShapeError(
            f"{kind}: a {_text(window)} {window_name} does not fit "
            f"into a map of {_text(padded)}"
        )
    return rows, columns
