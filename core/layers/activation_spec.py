"""What the descriptions of layers that bend every number on its own share."""

from __future__ import annotations

from abc import ABC
from dataclasses import dataclass
from typing import ClassVar

from core.arrays import FloatArray, Shape
from core.layers.passage import Passage, rms_on_the_way_back
from core.layers.spec import LayerSpec
from core.layers.window import Window
from core.number_text import range_words, share_text


@dataclass(frozen=True, slots=True)
class ActivationSpec(LayerSpec, ABC):
    """A layer that changes numbers, not shapes."""

    KEEPS_PLACES: ClassVar[bool] = True
    KEEPS_CHANNELS: ClassVar[bool] = True
    KEEPS_UNITS: ClassVar[bool] = True
    MIXES_PLACES: ClassVar[bool] = False
    PASSES_GRADIENT_WHOLE: ClassVar[bool] = False

    def output_shape(self, input_shape: Shape) -> Shape:
        return input_shape

    def window(self, input_shape: Shape) -> Window | None:
        return None

    def forward_words(self, seen: Passage) -> str:
        below = int((seen.x < 0).sum())
        return (
            f"{share_text(below, seen.x.size)} of {seen.x.size:,} numbers were below 0. Bent, "
            f"all of them are {range_words(seen.y)}."
        )

    def backward_words(self, seen: Passage, grad_x: FloatArray, grad_y: FloatArray) -> str:
        return (
            f"{rms_on_the_way_back(grad_x, grad_y)} Each number was multiplied by the "
            "slope of the curve where its own number had been."
        )
