"""What convolution and pooling have in common as data: windows that slide over a map."""

from __future__ import annotations

from core.arrays import Shape, shape_text
from core.errors import ShapeError
from core.fields import Padding, PaddingChoice, Pair, PairOfWholeNumbers
from core.geometry import output_length, padding_pairs
from core.layers.spec import refuse_flat_samples

PADDING = PaddingChoice(
    "Padding",
    "Cells added around the map: none (valid), or enough to keep its size (same).",
    32,
)
STRIDE = PairOfWholeNumbers(
    "Stride", "Step between neighbouring windows.", 1, 32, short_label="stride"
)


def window_positions(
    kind: str,
    window_name: str,
    input_shape: Shape,
    window: Pair,
    stride: Pair,
    padding: Padding,
) -> Pair:
    """Return how many windows fit below and beside each other.

    Raises
    ------
    ShapeError
        If the samples are flat, or no window fits; the text is fit to show.
    """
    refuse_flat_samples(kind, input_shape)
    size = (input_shape[0], input_shape[1])
    pads = padding_pairs(padding, size, window, stride)
    rows, columns = (
        output_length(length, k, s, pad)
        for length, k, s, pad in zip(size, window, stride, pads, strict=True)
    )
    if rows < 1 or columns < 1:
        padded = (size[0] + sum(pads[0]), size[1] + sum(pads[1]))
        raise ShapeError(
            f"{kind}: a {shape_text(window)} {window_name} does not fit "
            f"into a map of {shape_text(padded)}"
        )
    return rows, columns
