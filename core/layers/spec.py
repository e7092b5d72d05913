"""What every description of a layer promises."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import Shape, shape_text
from core.errors import ShapeError
from core.fields import YesOrNo, check_fields
from core.layers.base import Layer

#: Of every layer with weights.
FROZEN = YesOrNo(
    "Frozen", "Keeps its weights as they are: training changes the other layers only."
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

    def state_shapes(self, input_shape: Shape) -> Mapping[str, Shape]:
        """Return the shape of every array in the layer's `Layer.state` by name."""
        return {}

    def parameter_count(self, input_shape: Shape) -> int:
        """Return how many trainable numbers the layer has."""
        return sum(math.prod(shape) for shape in self.parameter_shapes(input_shape).values())

    @property
    def is_frozen(self) -> bool:
        """Whether training leaves the layer's weights as they are."""
        return bool(getattr(self, "frozen", False))

    @property
    def can_freeze(self) -> bool:
        """Whether the layer has weights that could be left as they are."""
        return hasattr(self, "frozen")

    @abstractmethod
    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        """Return the ready layer for samples of `input_shape`."""


def freeze(layer: Layer) -> None:
    """Have training leave the layer as it is: nothing pulls its weights any more."""
    for parameter in layer.parameters.values():
        parameter.is_frozen, parameter.l2 = True, 0.0


def refuse_maps(kind: str, input_shape: Shape) -> None:
    """Raise unless samples of `input_shape` are flat.

    Raises
    ------
    ShapeError
        The text is fit to show.
    """
    if len(input_shape) != 1:
        raise ShapeError(
            f"{kind} needs flat samples, received maps of {shape_text(input_shape)}; "
            "add a flatten before it"
        )


def refuse_flat_samples(kind: str, input_shape: Shape) -> None:
    """Raise unless samples of `input_shape` are maps.

    Raises
    ------
    ShapeError
        The text is fit to show.
    """
    if len(input_shape) != 3:
        raise ShapeError(
            f"{kind} needs maps of height × width × channels, "
            f"received flat samples of {shape_text(input_shape)}"
        )
