"""How strongly every input pixel moves one pixel deep in a network."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray
from core.network import Network
from core.number_text import percent_text

#: Share of the whole that `InputSensitivity.text` counts pixels for.
MOST = 0.9


@dataclass(frozen=True, slots=True, eq=False)
class InputSensitivity:
    """The receptive field as it really is for one sample: weighted by the gradient.

    Attributes
    ----------
    weights : ndarray of shape (H, W)
        Sum of |d(pixel)/d(input)| over the input's channels.
    """

    weights: FloatArray

    @classmethod
    def of(
        cls, network: Network, x: FloatArray, layer: int, pixel: tuple[int, int, int]
    ) -> InputSensitivity:
        """Return how strongly a pixel of the output of `layer` answers to the input.

        Parameters
        ----------
        network : Network
            Its caches are overwritten: hand over a copy that is not trained.
        x : ndarray of shape (H, W, C)
        layer : int
        pixel : tuple (row, column, channel)
        """
        layers = network.layers[: layer + 1]
        output = x[None]
        for one in layers:
            output = one.trace(output)
        gradient = np.zeros(output.shape, output.dtype)
        gradient[(0, *pixel)] = 1
        for one in reversed(layers):
            gradient = one.input_gradient(gradient)
        weights = np.abs(gradient[0]).sum(axis=2)  # (H, W)
        weights.flags.writeable = False
        return cls(weights)

    def text(self) -> str:
        """Return in words how few pixels hold most of the sensitivity."""
        total = float(self.weights.sum())
        if not np.isfinite(total):
            return "its gradient is not a number"
        if total == 0:
            return "a closed gate on the way: no input pixel moves it"
        shares = np.cumsum(np.sort(self.weights, axis=None)[::-1]) / total
        count = int(np.searchsorted(shares, MOST) + 1)
        where = "pixel" if count == 1 else "pixels"
        return f"{percent_text(MOST, 0)} of what moves it lies in {count} {where}"
