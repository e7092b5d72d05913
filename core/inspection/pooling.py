"""Where the windows of a max-pooling lie."""

from __future__ import annotations

from dataclasses import dataclass

from core.arrays import IntArray
from core.fields import Pair
from core.geometry import padding_pairs
from core.layers.max_pool2d import MaxPool2DSpec
from core.network_spec import LayerOutline


@dataclass(frozen=True, slots=True)
class PoolWindows:
    """The windows of one max-pool layer.

    Attributes
    ----------
    input_size, output_size : tuple (rows, columns)
    pool_size, stride : tuple (vertical, horizontal)
    pads : ((top, bottom), (left, right))
    """

    input_size: Pair
    output_size: Pair
    pool_size: Pair
    stride: Pair
    pads: tuple[Pair, Pair]

    @classmethod
    def of(cls, outline: LayerOutline) -> PoolWindows:
        """Return the windows of a max-pool layer.

        Raises
        ------
        TypeError
            If `outline` is another kind of layer.
        """
        spec = outline.spec
        if not isinstance(spec, MaxPool2DSpec):
            raise TypeError(f"PoolWindows: expected a max_pool2d layer, received {spec.KIND}")
        size = outline.input_shape[0], outline.input_shape[1]
        return cls(
            input_size=size,
            output_size=(outline.output_shape[0], outline.output_shape[1]),
            pool_size=spec.pool_size,
            stride=spec.stride,
            pads=padding_pairs(spec.padding, size, spec.pool_size, spec.stride),
        )

    @property
    def overlaps(self) -> bool:
        """Whether neighbouring windows share cells."""
        return any(k > s for k, s in zip(self.pool_size, self.stride, strict=True))

    def corner(self, row: int, column: int) -> Pair:
        """Return the input cell under a window's first cell; negative if it is padding."""
        (top, _), (left, _) = self.pads
        return row * self.stride[0] - top, column * self.stride[1] - left

    def windows_over(self, row: int, column: int) -> list[Pair]:
        """Return every window, in row order, that covers an input cell."""
        ranges = []
        for axis, cell in enumerate((row, column)):
            first_cell = cell + self.pads[axis][0]
            k, s = self.pool_size[axis], self.stride[axis]
            first = max(0, -(-(first_cell - k + 1) // s))
            last = min(self.output_size[axis] - 1, first_cell // s)
            ranges.append(range(first, last + 1))
        return [(i, j) for i in ranges[0] for j in ranges[1]]

    def window_over(self, row: int, column: int, winners: IntArray) -> Pair | None:
        """Return the window to show for an input cell: one it won, or else the first over it.

        Parameters
        ----------
        row, column : int
        winners : ndarray of int, shape (H_out, W_out)
        """
        windows = self.windows_over(row, column)
        cell = row * self.input_size[1] + column
        won = [window for window in windows if winners[window] == cell]
        return next(iter(won or windows), None)
