"""The answer of one filter or unit as a function of the input image."""

from __future__ import annotations

import numpy as np

from core.arrays import FloatArray, IntArray, Shape
from core.network import Network
from core.network_spec import NetworkSpec

#: One place of so many counts: those with the strongest answers.
SHARE = 4


class UnitAnswer:
    r"""What a filter or unit answers; and how the input moves it.

    Of a filter it is the mean over the quarter of its map where it answers most strongly: the
    mean over the whole map would be no more than the sum of its weights times the ink.

    .. math:: r(x) = \frac{1}{|T|} \sum_{(p,q) \in T} A_{pqk}(x), \qquad
              T \text{ the places of the largest quarter of } A_{\cdot\cdot k}

    Parameters
    ----------
    network : Network
        Its caches are overwritten: hand over a copy that is not trained.
    spec : NetworkSpec
        What `network` was built from.
    layer, channel : int
    is_in_middle : bool
        Whether only the place in the middle of its map counts, and not the strongest quarter.
    """

    def __init__(
        self,
        network: Network,
        spec: NetworkSpec,
        layer: int,
        channel: int,
        *,
        is_in_middle: bool = False,
    ) -> None:
        self._layers = network.layers[: layer + 1]
        self._input_shape = spec.input_shape
        self._channel = channel
        self._dtype = next(p.value.dtype for _, p in network.named_parameters())
        self._is_in_middle = is_in_middle

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
        answers = y[..., self._channel].ravel()
        counted = self._counted(answers, y.shape[1:-1])
        slopes = np.zeros(answers.size, y.dtype)
        slopes[counted] = 1 / len(counted)
        gradient = np.zeros_like(y)
        gradient[..., self._channel] = slopes.reshape(y.shape[:-1])
        for layer in reversed(self._layers):
            gradient = layer.input_gradient(gradient)
        value = float(answers[counted].mean(dtype=np.float64))
        return value, gradient.reshape(x.shape).astype(float)

    def _counted(self, answers: FloatArray, sides: Shape) -> IntArray:
        """Return which places count, of a map with such sides; a unit has one, and no sides."""
        if self._is_in_middle:
            middle = np.ravel_multi_index([side // 2 for side in sides], sides) if sides else 0
            return np.array([middle])
        most = max(1, answers.size // SHARE)
        return np.argsort(-answers, kind="stable")[:most]
