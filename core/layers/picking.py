"""Layers that pick one number of every window and drop the others."""

from __future__ import annotations

from abc import abstractmethod

import numpy as np

from core.arrays import IntArray
from core.layers.base import Layer


class PickingLayer(Layer):
    """A layer whose every output is one of its inputs, the winner of its window.

    The winner's gradient is that of the output; what won no window gets exactly 0.
    """

    @abstractmethod
    def winners(self) -> IntArray:
        """Return which input cell won each window in the latest training forward pass.

        Returns
        -------
        ndarray of int, shape (N, H_out, W_out, C)
            ``row * W + column`` in the unpadded input map; negative where no cell won.

        Raises
        ------
        OrderError
            If no ``forward(..., training=True)`` came before.
        """


def winner_count(winners: IntArray) -> int:
    """Return how many inputs of one sample won at least one window.

    Parameters
    ----------
    winners : ndarray of int, shape (H_out, W_out, C)
        As `PickingLayer.winners` gives them.
    """
    channels = winners.shape[-1]
    cells = winners * channels + np.arange(channels)  # one number per cell and channel
    return int(np.unique(cells[winners >= 0]).size)
