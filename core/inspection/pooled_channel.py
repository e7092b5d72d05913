"""One channel of a max-pooling: who won, what was kept, what came back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.anatomy.windows import Windows
from core.arrays import BoolArray, FloatArray, IntArray
from core.fields import Pair
from core.inspection.window_reading import WindowReading
from core.network_spec import LayerOutline
from core.trace import Trace


@dataclass(frozen=True, slots=True, eq=False)
class PooledChannel:
    """The arrays of one channel of one max-pool layer; views of a trace's own.

    Attributes
    ----------
    windows : Windows
    x : ndarray of shape (H, W)
        What the pooling read.
    winners : ndarray of int, shape (H_out, W_out)
        ``row * W + column`` of the cell of `x` that won each window.
    pooled : ndarray of shape (H_out, W_out)
    grad_pooled : ndarray of shape (H_out, W_out) or None
        d(loss)/d(`pooled`); None without a label.
    grad_x : ndarray of shape (H, W) or None
        d(loss)/d(`x`).
    """

    windows: Windows
    x: FloatArray
    winners: IntArray
    pooled: FloatArray
    grad_pooled: FloatArray | None
    grad_x: FloatArray | None

    @classmethod
    def of(cls, layer: LayerOutline, trace: Trace, channel: int) -> PooledChannel:
        """Return one channel of the max-pool layer `layer` of a traced network.

        Raises
        ------
        TypeError
            If the layer picks no winners.
        """
        if not layer.spec.PICKS_WINNERS:
            kind = layer.spec.KIND
            raise TypeError(f"PooledChannel: expected a max_pool2d layer, received {kind}")
        position, gradients = layer.position, trace.gradients
        return cls(
            windows=Windows.of(layer),
            x=trace.values[position][:, :, channel],
            winners=trace.winners[position][:, :, channel],
            pooled=trace.values[position + 1][:, :, channel],
            grad_pooled=None if gradients is None else gradients[position + 1][:, :, channel],
            grad_x=None if gradients is None else gradients[position][:, :, channel],
        )

    def kept(self) -> FloatArray:
        """Return `x` with every cell that won no window set to 0."""
        kept = np.zeros_like(self.x)
        cells = self.winners[self.winners >= 0]  # a window of nothing but NaN has no winner
        kept.reshape(-1)[cells] = self.x.reshape(-1)[cells]
        return kept

    def winner_count(self) -> int:
        """Return how many cells of `x` won at least one window."""
        return int(np.unique(self.winners[self.winners >= 0]).size)

    def tied(self) -> BoolArray:
        """Return which windows hold their largest number more than once."""
        windows = self.windows
        padded = np.pad(self.x, windows.pads, constant_values=-np.inf)
        (k_h, k_w), (s_h, s_w) = windows.size, windows.stride
        rows, columns = windows.output_size
        count = np.zeros(windows.output_size, np.int64)
        for i in range(k_h):
            for j in range(k_w):
                cells = padded[i : i + rows * s_h : s_h, j : j + columns * s_w : s_w]
                count += cells == self.pooled
        return count > 1

    def informative_window(self) -> Pair:
        """Return the window worth looking at first.

        That is the one with the largest pooled number; where all are the same, the one with
        the largest arriving gradient; where that says nothing either, one in the middle.
        """
        magnitudes = None if self.grad_pooled is None else np.abs(self.grad_pooled)
        for numbers in (self.pooled, magnitudes):
            if numbers is None:
                continue
            finite = np.where(np.isfinite(numbers), numbers, -np.inf)
            best = int(finite.argmax())
            if finite.flat[best] > finite[np.isfinite(finite)].min(initial=np.inf):
                row, column = divmod(best, finite.shape[1])
                return row, column
        rows, columns = self.windows.output_size
        return rows // 2, columns // 2

    def read(self, row: int, column: int) -> WindowReading:
        """Return what happened in the window at `row`, `column` of the pooled map."""
        windows, (h, w) = self.windows, self.windows.input_size
        top, left = windows.corner(row, column)
        rows = np.arange(top, top + windows.size[0])
        columns = np.arange(left, left + windows.size[1])
        is_inside = ((rows >= 0) & (rows < h))[:, None] & ((columns >= 0) & (columns < w))
        cells = np.ix_(rows.clip(0, h - 1), columns.clip(0, w - 1))
        values = np.where(is_inside, self.x[cells], 0)
        won_row, won_column = divmod(int(self.winners[row, column]), w)
        winner = won_row - top, won_column - left
        holds = all(0 <= at < k for at, k in zip(winner, windows.size, strict=True))
        is_rival = is_inside.copy()
        if holds:
            is_rival[winner] = False
        rivals = values[is_rival]
        return WindowReading(
            row=row,
            column=column,
            top=top,
            left=left,
            is_inside=is_inside,
            values=values,
            winner=winner if holds else None,
            pooled=float(self.pooled[row, column]),
            is_tied=holds and bool((rivals == values[winner]).any()),
            margin=float(values[winner] - rivals.max()) if holds and rivals.size else None,
            arriving=None if self.grad_pooled is None else float(self.grad_pooled[row, column]),
            routed=None if self.grad_x is None else np.where(is_inside, self.grad_x[cells], 0),
        )
