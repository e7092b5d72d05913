"""Descriptions of the layers that bend every number on its own, and of Softmax."""

from __future__ import annotations

from abc import ABC
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import Shape
from core.fields import RealNumber, spec_field
from core.layers.base import Layer
from core.layers.elu import ELU
from core.layers.gelu import GELU
from core.layers.leaky_relu import LeakyReLU
from core.layers.relu import ReLU
from core.layers.sigmoid import Sigmoid
from core.layers.softmax import Softmax
from core.layers.spec import LayerSpec, refuse_maps
from core.layers.tanh import Tanh


@dataclass(frozen=True, slots=True)
class ActivationSpec(LayerSpec, ABC):
    """A layer that changes numbers, not shapes."""

    def output_shape(self, input_shape: Shape) -> Shape:
        return input_shape


@dataclass(frozen=True, slots=True)
class ReLUSpec(ActivationSpec):
    """Negative numbers become zero."""

    KIND: ClassVar[str] = "relu"
    TITLE: ClassVar[str] = "ReLU"
    EXPLAINS: ClassVar[str] = "A gate: positive numbers pass unchanged, all others become 0."

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        return ReLU()


@dataclass(frozen=True, slots=True)
class LeakyReLUSpec(ActivationSpec):
    """Negative numbers become small."""

    KIND: ClassVar[str] = "leaky_relu"
    TITLE: ClassVar[str] = "LeakyReLU"
    EXPLAINS: ClassVar[str] = "Like ReLU, but a small part of every negative number leaks out."

    negative_slope: float = spec_field(
        RealNumber("Slope", "What a negative number is multiplied by.", 0.0, 1.0), default=0.01
    )

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        return LeakyReLU(self.negative_slope)


@dataclass(frozen=True, slots=True)
class ELUSpec(ActivationSpec):
    """Negative numbers bend towards a floor."""

    KIND: ClassVar[str] = "elu"
    TITLE: ClassVar[str] = "ELU"
    EXPLAINS: ClassVar[str] = "Like ReLU, but negative numbers bend smoothly towards −alpha."

    alpha: float = spec_field(
        RealNumber("Alpha", "How far below zero the floor is.", 0.0, 10.0, above=True),
        default=1.0,
    )

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        return ELU(self.alpha)


@dataclass(frozen=True, slots=True)
class SigmoidSpec(ActivationSpec):
    """Every number becomes a share between 0 and 1."""

    KIND: ClassVar[str] = "sigmoid"
    TITLE: ClassVar[str] = "Sigmoid"
    EXPLAINS: ClassVar[str] = "Squeezes every number into 0 to 1, each on its own."

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        return Sigmoid()


@dataclass(frozen=True, slots=True)
class TanhSpec(ActivationSpec):
    """Every number is squeezed between −1 and 1."""

    KIND: ClassVar[str] = "tanh"
    TITLE: ClassVar[str] = "Tanh"
    EXPLAINS: ClassVar[str] = "Squeezes every number into −1 to 1; zero stays zero."

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        return Tanh()


@dataclass(frozen=True, slots=True)
class GELUSpec(ActivationSpec):
    """A smooth gate."""

    KIND: ClassVar[str] = "gelu"
    TITLE: ClassVar[str] = "GELU"
    EXPLAINS: ClassVar[str] = "A smooth ReLU: the larger a number, the more of it passes."

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        return GELU()


@dataclass(frozen=True, slots=True)
class SoftmaxSpec(LayerSpec):
    """Scores become probabilities."""

    KIND: ClassVar[str] = "softmax"
    TITLE: ClassVar[str] = "Softmax"
    EXPLAINS: ClassVar[str] = "Turns scores into probabilities that sum to 1."

    def output_shape(self, input_shape: Shape) -> Shape:
        refuse_maps(self.KIND, input_shape)
        return input_shape

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        return Softmax()
