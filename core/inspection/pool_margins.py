"""By how much every winner of a max-pooling won, and over whom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray, IntArray
from core.inspection.pooled_channel import PooledChannel


@dataclass(frozen=True, slots=True, eq=False)
class PoolMargins:
    """Winner minus runner-up of every window of one channel.

    Attributes
    ----------
    margin : ndarray of shape (H_out, W_out)
        0 for a tie; NaN where there is no other cell, or no winner.
    runner_up : ndarray of int, shape (H_out, W_out)
        ``row * W + column`` of the cell that would win if the winner were a little smaller,
        the first of equals in row order; -1 where there is none.
    """

    margin: FloatArray
    runner_up: IntArray

    @classmethod
    def of(cls, channel: PooledChannel) -> PoolMargins:
        """Return the margins of one channel."""
        windows = channel.windows
        (h, w), (rows, columns) = windows.input_size, windows.output_size
        (k_h, k_w), (s_h, s_w) = windows.size, windows.stride
        cells = np.pad(np.arange(h * w).reshape(h, w), windows.pads, constant_values=-1)
        # one plane per place in the window, in row order: (K_h*K_w, H_out, W_out)
        cell = np.stack(
            [
                cells[i : i + rows * s_h : s_h, j : j + columns * s_w : s_w][:rows, :columns]
                for i, j in np.ndindex(k_h, k_w)
            ]
        )
        value = channel.x.reshape(-1)[cell]
        is_rival = (cell >= 0) & (cell != channel.winners) & ~np.isnan(value)
        rivals = np.where(is_rival, value, -np.inf)
        place = rivals.argmax(axis=0)[None]
        has_rival = is_rival.any(axis=0) & (channel.winners >= 0)
        best = np.take_along_axis(rivals, place, axis=0)[0]
        with np.errstate(invalid="ignore"):
            margin = np.where(has_rival, channel.pooled - best, np.nan)
        runner_up = np.where(has_rival, np.take_along_axis(cell, place, axis=0)[0], -1)
        return cls(margin, runner_up)

    def kept(self, x: FloatArray) -> FloatArray:
        """Return `x`, the pooling's input, with every cell that is no runner-up set to 0."""
        kept = np.zeros_like(x)
        cells = self.runner_up[self.runner_up >= 0]
        kept.reshape(-1)[cells] = x.reshape(-1)[cells]
        return kept


def routed_by(channel: PooledChannel, count: int) -> FloatArray:
    """Return what the first `count` windows, in row order, send back to the pooling's input.

    Raises
    ------
    ValueError
        If the channel has no gradient.
    """
    if channel.grad_pooled is None:
        raise ValueError("routed_by: expected a channel with a gradient, got one without")
    routed = np.zeros_like(channel.x)
    cells = channel.winners.reshape(-1)[:count]
    has_winner = cells >= 0
    sent = channel.grad_pooled.reshape(-1)[:count]
    np.add.at(routed.reshape(-1), cells[has_winner], sent[has_winner])
    return routed
