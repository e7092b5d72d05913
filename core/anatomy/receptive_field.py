"""Which pixels a deep pixel can see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.anatomy.addresses import INPUT_LAYER
from core.anatomy.ledger_error import LedgerError
from core.anatomy.windows import Windows, has_windows
from core.arrays import IntArray
from core.index_words import index_words
from core.network_spec import LayerOutline


@dataclass(frozen=True, slots=True)
class FieldBox:
    """A rectangle of pixels in the output of a layer.

    Attributes
    ----------
    layer : int
        Index of the layer; -1 is the input.
    top, left, bottom, right : int
        First and last row and column, both included.
    """

    layer: int
    top: int
    left: int
    bottom: int
    right: int

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.bottom - self.top + 1, self.right - self.left + 1


def receptive_field(
    outlines: Sequence[LayerOutline],
    layer: int,
    row: int | None = None,
    column: int | None = None,
) -> tuple[FieldBox, ...]:
    r"""Return the box of pixels that can change a pixel, in every layer down to the input.

    Window p along an axis sees cells :math:`ps - \mathrm{pad} \ldots ps - \mathrm{pad} + k - 1`
    that are inside the map; the cells of a set of windows are the union.  Each box is the
    smallest around those cells: nothing outside it can change the pixel.

    Parameters
    ----------
    outlines : sequence of LayerOutline
    layer : int
        Index of the layer whose output the pixel is in; -1 is the input.
    row, column : int or None
        None for a flat output, which sees whole maps: for a single unit of a `Flatten`,
        ask for the pixel it was laid out from.

    Returns
    -------
    tuple of FieldBox
        From `layer` itself (if it puts out maps) to the input; layers with flat output are
        left out.  Empty if the input is flat, or if a pixel sees nothing but padding.

    Raises
    ------
    LedgerError
        If there is no such pixel.
    """
    _check(outlines, layer, row, column)
    boxes = []
    rows: IntArray | None = None if row is None else np.array([row])
    columns: IntArray | None = None if column is None else np.array([column])
    for at in range(layer, INPUT_LAYER - 1, -1):
        shape = outlines[0].input_shape if at == INPUT_LAYER else outlines[at].output_shape
        if len(shape) == 3:
            if rows is None or columns is None:
                rows, columns = np.arange(shape[0]), np.arange(shape[1])
            if not rows.size or not columns.size:
                return ()
            extent = int(rows[0]), int(columns[0]), int(rows[-1]), int(columns[-1])
            boxes.append(FieldBox(at, *extent))
        if at == INPUT_LAYER:
            break
        outline = outlines[at]
        if outline.spec.MIXES_PLACES:
            rows = columns = None
        elif rows is not None and columns is not None and has_windows(outline):
            windows = Windows.of(outline)
            rows, columns = _seen(windows, 0, rows), _seen(windows, 1, columns)
    return tuple(boxes)


def _seen(windows: Windows, axis: int, positions: IntArray) -> IntArray:
    """Return the cells that windows at some positions hold along an axis, in order."""
    cells = windows.cells(axis, positions[:, None], np.arange(windows.size[axis]))
    seen: IntArray = np.unique(cells[cells >= 0])
    return seen


def _check(
    outlines: Sequence[LayerOutline], layer: int, row: int | None, column: int | None
) -> None:
    exists = len(outlines) > 0 and INPUT_LAYER <= layer < len(outlines)
    if exists:
        shape = outlines[layer].output_shape if layer >= 0 else outlines[0].input_shape
        if len(shape) == 3:
            exists = (
                row is not None
                and column is not None
                and 0 <= row < shape[0]
                and 0 <= column < shape[1]
            )
    if not exists:
        raise LedgerError(
            f"This pixel of layer {index_words(layer)} is not part of the network any more: "
            "select another pixel."
        )
