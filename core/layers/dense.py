"""A fully connected layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import FloatArray, Shape, check_shape
from core.buffers import Buffers
from core.errors import OrderError
from core.fields import (
    WholeNumber,
    spec_field,
)
from core.index_words import laid_words, unit_words
from core.initializers.catalog import INITIALIZERS, Initializer
from core.layers.base import Layer
from core.layers.passage import Passage
from core.layers.spec import FROZEN, LayerSpec, freeze, refuse_maps
from core.layers.weight_fields import INITIALIZER, L2
from core.layers.window import Window
from core.layers.working_memory import WorkingMemory
from core.number_text import range_words
from core.parameter import Parameter


@dataclass(frozen=True, slots=True)
class DenseSpec(LayerSpec):
    """A fully connected layer."""

    KIND: ClassVar[str] = "dense"
    TITLE: ClassVar[str] = "Dense"
    EXPLAINS: ClassVar[str] = "Every unit sums all inputs, each times a weight of its own."
    KEEPS_PLACES: ClassVar[bool] = False
    KEEPS_CHANNELS: ClassVar[bool] = False
    KEEPS_UNITS: ClassVar[bool] = False
    MIXES_PLACES: ClassVar[bool] = True
    PASSES_GRADIENT_WHOLE: ClassVar[bool] = False
    SUMS_ALL_INPUTS: ClassVar[bool] = True
    FIRST_VALUES: ClassVar[Mapping[str, Any]] = MappingProxyType({"units": 32})

    units: int = spec_field(WholeNumber("Units", "How many numbers come out.", 1, 16_384))
    initializer: str = spec_field(INITIALIZER, default="he_normal")
    l2: float = spec_field(L2, default=0.0)
    frozen: bool = spec_field(FROZEN, default=False)

    def output_shape(self, input_shape: Shape) -> Shape:
        refuse_maps(self.KIND, input_shape)
        return (self.units,)

    def parameter_shapes(self, input_shape: Shape) -> Mapping[str, Shape]:
        return {"weight": (input_shape[0], self.units), "bias": (self.units,)}

    def working_memory(self, input_shape: Shape) -> WorkingMemory:
        return WorkingMemory(there=self.units, back=input_shape[0])

    def window(self, input_shape: Shape) -> Window | None:
        return None

    def parameter_words(
        self,
        name: str,
        index: Shape,
        input_shape: Shape,
        unit_noun: str,
        *,
        laid_from: Shape | None = None,
    ) -> str:
        unit = unit_words(unit_noun, index[-1])
        if name != "weight":
            return f"{unit} · {name}"
        given = unit_words("input", index[0])
        if laid_from is not None:
            given = laid_words(index[0], laid_from)
        return f"{unit} · weight of {given}"

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        initialize = INITIALIZERS[self.initializer]
        layer = Dense(input_shape[0], self.units, initialize=initialize, rng=rng, dtype=dtype)
        layer.weight.l2 = self.l2
        if self.frozen:
            freeze(layer)
        return layer

    def forward_words(self, seen: Passage) -> str:
        best = int(seen.y.argmax())
        return (
            f"{seen.y.size:,} sums of {seen.x.size:,} products and a bias, "
            f"{range_words(seen.y)}. The largest belongs to "
            f"{unit_words(seen.unit_noun, best)}."
        )


class Dense(Layer):
    r"""Multiply by a weight matrix and add a bias.

    .. math:: y = x W + b

    Parameters
    ----------
    in_features, out_features : int
    initialize : Initializer
    rng : numpy.random.Generator
        Source of the initial weights.
    dtype : dtype, default float32
        Type of the parameters and of every result.

    Attributes
    ----------
    weight : Parameter of shape (in_features, out_features)
    bias : Parameter of shape (out_features,)
        Zero at the start.

    Notes
    -----
    With g = d(loss)/dy, the chain rule gives dW = xᵀ g, db = Σₙ g, dx = g Wᵀ.
    """

    KIND: ClassVar[str] = "dense"

    def __init__(
        self,
        in_features: int,
        out_features: int,
        *,
        initialize: Initializer,
        rng: np.random.Generator,
        dtype: DTypeLike = np.float32,
    ) -> None:
        self.in_features = in_features
        self.out_features = out_features
        weight = initialize((in_features, out_features), in_features, out_features, rng)
        self.weight = Parameter(weight.astype(dtype))
        self.bias = Parameter(np.zeros(out_features, dtype=dtype))
        self._buffers = Buffers()
        self._x: FloatArray | None = None

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        return MappingProxyType({"weight": self.weight, "bias": self.bias})

    def forward(self, x: FloatArray, *, training: bool) -> FloatArray:
        check_shape("Dense input", x, (None, self.in_features))
        shape, dtype = (len(x), self.out_features), self.weight.value.dtype
        if training:
            self._x = x
            y = self._buffers.take("y", shape, dtype)
        else:
            y = np.empty(shape, dtype)
        # In the ledger: forward
        np.matmul(x, self.weight.value, out=y)  # (N, out)
        y += self.bias.value
        return y

    def parameter_gradients(self, grad_output: FloatArray) -> None:
        x = self._remembered()
        # In the ledger: parameter_gradients
        np.matmul(x.T, grad_output, out=self.weight.gradient)  # (in, out)
        grad_output.sum(axis=0, out=self.bias.gradient)  # (out,)

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        x, weight = self._remembered(), self.weight.value
        grad_x: FloatArray = self._buffers.take_like("grad x", x, weight.dtype)
        # In the ledger: input_gradient
        if grad_x.flags.c_contiguous:
            return np.matmul(grad_output, weight.T, out=grad_x)  # (N, in)
        np.matmul(weight, grad_output.T, out=grad_x.T)  # with N innermost, as in x
        return grad_x

    def _remembered(self) -> FloatArray:
        if self._x is None:
            raise OrderError("Dense.backward needs a forward pass with training=True first")
        return self._x
