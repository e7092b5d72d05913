"""What the descriptions of layers that bend every number on its own share."""

from __future__ import annotations

from abc import ABC
from dataclasses import dataclass

from core.arrays import Shape
from core.layers.spec import LayerSpec


@dataclass(frozen=True, slots=True)
class ActivationSpec(LayerSpec, ABC):
    """A layer that changes numbers, not shapes."""

    def output_shape(self, input_shape: Shape) -> Shape:
        return input_shape
