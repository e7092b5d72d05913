"""The answer of one filter or unit as a function of the input image."""

from __future__ import annotations

import numpy as np

from core.arrays import FloatArray
from core.network import Network
from core.network_spec import NetworkSpec


class UnitAnswer:
    r"""What a filter answers, on average over its map, or a unit; and how the input moves it.

    .. math:: r(x) = \frac{1}{PQ} \sum_{p,q} A_{pqk}(x)

    Parameters
    ----------
    network : Network
        Its caches are overwritten: hand over a copy that is not trained.
    spec : NetworkSpec
        What `network` was built from.
    layer, channel : int
    """

    def __init__(self, network: Network, spec: NetworkSpec, layer: int, channel: int) -> None:
        self._layers = network.layers[: layer + 1]
        self._input_shape = spec.input_shape
        self._channel = channel
        self._dtype = next(p.value.dtype for _, p in network.named_parameters())

    def value_and_gradient(self, x: FloatArray) -> tuple[float, FloatArray]:
        """Return the answer to an image, and d(answer)/d(image).

        Parameters
        ----------
        x : ndarray of shape (H, W, C)

        Returns
        -------
        float, and ndarray of float64, shape (H, W, C)
        """
        y = np.ascontiguousarray(x.reshape(1, *self._input_shape), self._dtype)
        for layer in self._layers:
            y = layer.trace(y)
        answers = y[..., self._channel]
        gradient = np.zeros_like(y)
        gradient[..., self._channel] = 1 / answers.size
        for layer in reversed(self._layers):
            gradient = layer.input_gradient(gradient)
        return float(answers.mean(dtype=np.float64)), gradient.reshape(x.shape).astype(float)
