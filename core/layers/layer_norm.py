"""Layer normalisation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, NamedTuple

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import FloatArray, Shape, check_shape
from core.buffers import Buffers
from core.errors import OrderError
from core.fields import RealNumber, spec_field
from core.layers.base import Layer
from core.layers.channel_statistics import sum_per_channel
from core.layers.passage import Passage, rms_on_the_way_back
from core.layers.spec import FROZEN, LayerSpec, freeze
from core.layers.window import Window
from core.number_text import size_words
from core.number_words import root_mean_square
from core.parameter import Parameter


@dataclass(frozen=True, slots=True)
class LayerNormSpec(LayerSpec):
    """The channels of every place are brought to mean 0 and variance 1, then scaled and moved.

    On maps it reads one place at a time, as a window of one cell does.
    """

    KIND: ClassVar[str] = "layer_norm"
    TITLE: ClassVar[str] = "LayerNorm"
    EXPLAINS: ClassVar[str] = (
        "Brings the channels of every place to mean 0 and spread 1, each sample on its own, "
        "then learns both anew."
    )
    KEEPS_PLACES: ClassVar[bool] = False
    KEEPS_CHANNELS: ClassVar[bool] = False
    KEEPS_UNITS: ClassVar[bool] = True
    MIXES_PLACES: ClassVar[bool] = False
    PASSES_GRADIENT_WHOLE: ClassVar[bool] = False
    NUMBERS_KEPT: ClassVar[tuple[float, float]] = (2.25, 2.25)

    epsilon: float = spec_field(
        RealNumber("Epsilon", "Added to the variance, so that it is never zero.", 1e-8, 1.0),
        default=1e-5,
    )
    frozen: bool = spec_field(FROZEN, default=False)

    def output_shape(self, input_shape: Shape) -> Shape:
        return input_shape

    def window(self, input_shape: Shape) -> Window | None:
        return Window((1, 1), (1, 1), ((0, 0), (0, 0))) if len(input_shape) == 3 else None

    def parameter_shapes(self, input_shape: Shape) -> Mapping[str, Shape]:
        return {"gamma": input_shape[-1:], "beta": input_shape[-1:]}

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        layer = LayerNorm(input_shape[-1], epsilon=self.epsilon, dtype=dtype)
        if self.frozen:
            freeze(layer)
        return layer

    def forward_words(self, seen: Passage) -> str:
        channels = seen.x.shape[-1]
        where = (
            f"The {channels} channels of each of {seen.x.size // channels:,} places"
            if seen.x.ndim == 3
            else f"All {channels:,} numbers together"
        )
        return (
            f"{where} were brought to mean 0 and spread 1, then scaled and shifted: RMS "
            f"{size_words(root_mean_square(seen.x))} became "
            f"{size_words(root_mean_square(seen.y))}."
        )

    def backward_words(self, seen: Passage, grad_x: FloatArray, grad_y: FloatArray) -> str:
        return (
            f"{rms_on_the_way_back(grad_x, grad_y)} They were multiplied by γ and by "
            "what had scaled them; what would only have moved the mean or the spread was "
            "taken out."
        )


class _Cache(NamedTuple):
    normal: FloatArray  # x̂, in the shape of x
    scale: FloatArray  # 1/√(σ² + ε), (N, …, 1)


class LayerNorm(Layer):
    r"""Bring the channels of every place to mean 0 and variance 1, then scale and shift them.

    .. math::
        \hat x = \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}}, \qquad
        y = \gamma \hat x + \beta

    μ and σ² are mean and (biased) variance over the last axis: over the features of a flat
    sample, or over the C channels at one place of a map.  No sample looks at another, and
    training is the same as use.

    Parameters
    ----------
    channels : int
        Length of the last axis.
    epsilon : float above 0, default 1e-5
        Added to the variance, inside the root.
    dtype : dtype, default float32
        Type of the parameters and of every result.

    Attributes
    ----------
    gamma, beta : Parameter of shape (C,)
        One and zero at the start.

    Notes
    -----
    The axis is that of Keras's ``LayerNormalization(axis=-1)`` and of PyTorch's
    ``LayerNorm(C)`` on arrays with the channels last.  With g = d(loss)/dy, h = γ g, and
    means ⟨…⟩ over the channels of a place:

    .. math::
        d\beta = \sum g, \qquad d\gamma = \sum g \hat x, \qquad
        dx = \frac{1}{\sqrt{\sigma^2 + \varepsilon}}
             \bigl(h - \langle h \rangle - \hat x \langle h \hat x \rangle\bigr)

    The sums run over all samples and places.  The last two terms of dx are what the mean and
    the variance answer for.

    References
    ----------
    .. [1] Ba, Kiros & Hinton (2016), "Layer Normalization", arXiv:1607.06450, equations 3
       and 4.
    """

    KIND: ClassVar[str] = "layer_norm"

    def __init__(
        self, channels: int, *, epsilon: float = 1e-5, dtype: DTypeLike = np.float32
    ) -> None:
        self.channels = channels
        self.epsilon = epsilon
        self.gamma = Parameter(np.ones(channels, dtype))
        self.beta = Parameter(np.zeros(channels, dtype))
        self._buffers = Buffers()
        self._cache: _Cache | None = None

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        return MappingProxyType({"gamma": self.gamma, "beta": self.beta})

    def forward(self, x: FloatArray, *, training: bool) -> FloatArray:
        check_shape("LayerNorm input", x, (*[None] * (3 if x.ndim == 4 else 1), self.channels))
        buffers = self._buffers if training else Buffers()
        normal: FloatArray = buffers.take_like("normal", x)
        scale: FloatArray = buffers.take_like("scale", x[..., :1])  # (N, …, 1)
        y: FloatArray = buffers.take_like("y", x)
        # In the ledger: forward
        _mean_of(x, out=scale)  # μ
        np.subtract(x, scale, out=normal)
        _mean_of(normal, normal, out=scale)  # σ²
        scale += self.epsilon
        np.sqrt(scale, out=scale)
        np.reciprocal(scale, out=scale)
        normal *= scale  # x̂
        np.multiply(normal, self.gamma.value, out=y)
        y += self.beta.value

        if training:
            self._cache = _Cache(normal, scale)
        return y

    def parameter_gradients(self, grad_output: FloatArray) -> None:
        normal, _ = self._remembered()
        # In the ledger: parameter_gradients
        self.gamma.gradient[...] = sum_per_channel(grad_output, normal)
        self.beta.gradient[...] = sum_per_channel(grad_output)

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        normal, scale = self._remembered()
        grad_x: FloatArray = self._buffers.take_like("grad x", normal)
        other: FloatArray = self._buffers.take_like("other", normal)
        mean: FloatArray = self._buffers.take_like("mean", scale)
        # In the ledger: input_gradient
        np.multiply(grad_output, self.gamma.value, out=grad_x)  # h
        _mean_of(grad_x, normal, out=mean)
        np.multiply(normal, mean, out=other)
        _mean_of(grad_x, out=mean)
        grad_x -= mean
        grad_x -= other
        grad_x *= scale

        return grad_x

    def _remembered(self) -> _Cache:
        if self._cache is None:
            raise OrderError("LayerNorm.backward needs a forward pass with training=True first")
        return self._cache


def _mean_of(*factors: FloatArray, out: FloatArray) -> None:
    """Write the mean of the factors' product over the last axis, with no product laid out."""
    # In the ledger: forward, input_gradient
    np.einsum(f"{','.join(['...c'] * len(factors))}->...", *factors, out=out[..., 0])
    out /= factors[0].shape[-1]
