"""A layer of which some channels are silenced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from numpy.typing import NDArray

from core.arrays import FloatArray
from core.layers.base import Layer
from core.parameter import Parameter


class Silenced(Layer):
    r"""Do what another layer does, with some channels of its output set to 0.

    .. math:: y_c = 0, \qquad \frac{dL}{dx} = \Bigl(\frac{dy}{dx}\Bigr)^{\!T} g
              \text{ with } g_c = 0 \qquad \text{for every silenced channel } c

    A channel is the last index: a map of a convolution, a unit of a flat sample.  0 is written,
    not multiplied with, so that a channel of NaN is silent too.

    Parameters
    ----------
    layer : Layer
        Neither couples samples nor picks or drops numbers: these are asked for by class.
    channels : sequence of int
    """

    def __init__(self, layer: Layer, channels: Sequence[int]) -> None:
        self._layer = layer
        self._channels = list(channels)
        # every layer answers for its kind and its memory; this one for those of another
        self.KIND = layer.KIND  # type: ignore[misc]
        self.LIKES_BATCH_INNERMOST = layer.LIKES_BATCH_INNERMOST  # type: ignore[misc]

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        return self._layer.parameters

    @property
    def state(self) -> Mapping[str, NDArray[Any]]:
        return self._layer.state

    def forward(self, x: FloatArray, *, training: bool) -> FloatArray:
        return self._silent(self._layer.forward(x, training=training))

    def trace(self, x: FloatArray) -> FloatArray:
        return self._silent(self._layer.trace(x))

    def parameter_gradients(self, grad_output: FloatArray) -> None:
        self._layer.parameter_gradients(self._silent(grad_output))

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        return self._layer.input_gradient(self._silent(grad_output))

    def _silent(self, numbers: FloatArray) -> FloatArray:
        """Return a copy: what it is made of may be what the layer remembers, or its input."""
        silent = numbers.copy(order="K")
        silent[..., self._channels] = 0
        return silent
