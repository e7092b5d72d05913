"""What a pixel of a map can see, box by box, ready to be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.anatomy.map_chain import channel_source
from core.anatomy.receptive_field import FieldBox, receptive_field
from core.network_spec import LayerOutline


@dataclass(frozen=True, slots=True)
class PixelField:
    """The nested boxes under one pixel.

    Attributes
    ----------
    boxes : tuple of FieldBox
        From the layer below the pixel's own down to the input.
    channels : tuple of int or None
        The only channel the pixel reads in that layer; None if it reads all of them.
    """

    boxes: tuple[FieldBox, ...]
    channels: tuple[int | None, ...]

    @classmethod
    def of(
        cls,
        outlines: Sequence[LayerOutline],
        layer: int,
        row: int,
        column: int,
        channel: int,
    ) -> PixelField:
        """Return what pixel (`row`, `column`) of `channel` in the output of `layer` sees."""
        boxes = receptive_field(outlines, layer, row, column)[1:]
        source = channel_source(outlines, layer)
        return cls(boxes, tuple(channel if box.layer >= source else None for box in boxes))

    def text(self) -> str:
        """Return in words how much of the input the pixel sees; nothing for an input pixel."""
        if not self.boxes:
            return ""
        rows, columns = self.boxes[-1].size
        return f"sees {rows}×{columns} pixels of the input"
