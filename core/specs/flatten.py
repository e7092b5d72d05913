"""Description of a flatten."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import Shape
from core.layers.base import Layer
from core.layers.flatten import Flatten
from core.layers.spec import LayerSpec


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
