"""What the descriptions of pooling layers share."""

from __future__ import annotations

from abc import ABC
from dataclasses import dataclass
from typing import ClassVar

from core.arrays import Shape, shape_text
from core.errors import ShapeError
from core.fields import Padding, Pair, PairOfWholeNumbers, spec_field
from core.geometry import padding_pairs
from core.layers.spec import LayerSpec
from core.layers.window import Window
from core.layers.window_fields import PADDING, STRIDE, window_positions

_WINDOW = PairOfWholeNumbers("Window", "Height and width of each window.", 1, 32)


@dataclass(frozen=True, slots=True)
class PoolSpec(LayerSpec, ABC):
    """One number for every window of every channel."""

    KEEPS_PLACES: ClassVar[bool] = False
    KEEPS_CHANNELS: ClassVar[bool] = True
    KEEPS_UNITS: ClassVar[bool] = False
    MIXES_PLACES: ClassVar[bool] = False
    PASSES_GRADIENT_WHOLE: ClassVar[bool] = False

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

    def window(self, input_shape: Shape) -> Window:
        pads = padding_pairs(
            self.padding, (input_shape[0], input_shape[1]), self.pool_size, self.stride
        )
        return Window(self.pool_size, self.stride, pads)
