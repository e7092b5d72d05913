"""Batch normalisation."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import DTypeLike, NDArray

from core.arrays import FloatArray, check_shape
from core.buffers import Buffers
from core.errors import OrderError
from core.layers.base import Layer
from core.parameter import Parameter


class _Cache(NamedTuple):
    centred: FloatArray  # x - μ; with the scale it is x̂, which is never laid out
    scale: FloatArray  # 1/√(σ² + ε), (C,)
    by_batch: bool  # whether the statistics were those of the batch


class BatchNorm(Layer):
    r"""Bring every channel to mean 0 and variance 1, then scale and shift it.

    .. math::
        \hat x = \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}}, \qquad
        y = \gamma \hat x + \beta

    In training μ and σ² are mean and variance of the batch: of each feature over the N
    samples, or of each channel over the N·H·W cells of its maps.  In use they are running
    means, gathered in training as ``old · momentum + new · (1 − momentum)``.

    Parameters
    ----------
    channels : int
        Length of the last axis.
    momentum : float from 0 to below 1, default 0.9
        Share of the old running value.
    epsilon : float above 0, default 1e-5
    dtype : dtype, default float32
        Type of the parameters and of every result.

    Attributes
    ----------
    gamma, beta : Parameter of shape (C,)
        One and zero at the start.
    state : mapping
        ``"running_mean"`` and ``"running_variance"``, of shape (C,): zero and one at the start.

    Notes
    -----
    With g = d(loss)/dy and M numbers in a channel, over which all sums run:

    .. math::
        d\beta = \sum g, \qquad d\gamma = \sum g \hat x, \qquad
        dx = \frac{\gamma}{\sqrt{\sigma^2 + \varepsilon}}
             \Bigl(g - \frac{d\beta}{M} - \hat x\,\frac{d\gamma}{M}\Bigr)

    The last two terms are what the batch's own mean and variance answer for; they are missing
    where running values were used.  As in the paper the running variance is gathered from the
    unbiased one, M/(M − 1) times the variance that normalises.

    References
    ----------
    .. [1] Ioffe & Szegedy (2015), "Batch Normalization: Accelerating Deep Network Training by
       Reducing Internal Covariate Shift", arXiv:1502.03167, algorithms 1 and 2.
    """

    KIND: ClassVar[str] = "batch_norm"
    COUPLES_SAMPLES: ClassVar[bool] = True

    def __init__(
        self,
        channels: int,
        *,
        momentum: float = 0.9,
        epsilon: float = 1e-5,
        dtype: DTypeLike = np.float32,
    ) -> None:
        self.channels = channels
        self.momentum = momentum
        self.epsilon = epsilon
        self.gamma = Parameter(np.ones(channels, dtype))
        self.beta = Parameter(np.zeros(channels, dtype))
        self._parameters = MappingProxyType({"gamma": self.gamma, "beta": self.beta})
        self._running_mean: FloatArray = np.zeros(channels, dtype)
        self._running_variance: FloatArray = np.ones(channels, dtype)
        self._state = MappingProxyType(
            {"running_mean": self._running_mean, "running_variance": self._running_variance}
        )
        self._buffers = Buffers()
        self._cache: _Cache | None = None

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        return self._parameters

    @property
    def state(self) -> Mapping[str, NDArray[Any]]:
        return self._state

    def forward(self, x: FloatArray, *, training: bool) -> FloatArray:
        self._check(x)
        if not training:
            scale = self.gamma.value / np.sqrt(self._running_variance + self.epsilon)
            y: FloatArray = x - self._running_mean
            y *= scale
            y += self.beta.value
            return y
        count = x.size // self.channels
        mean = _sum_per_channel(x) / count  # (C,)
        centred = np.subtract(x, mean, out=self._buffers.take_like("centred", x))
        variance = _sum_per_channel(centred, centred) / count  # (C,)
        self._gather(mean, variance, count)
        return self._finish(centred, variance, by_batch=True)

    def trace(self, x: FloatArray) -> FloatArray:
        self._check(x)
        centred = np.subtract(x, self._running_mean, out=self._buffers.take_like("centred", x))
        return self._finish(centred, self._running_variance, by_batch=False)

    def backward(self, grad_output: FloatArray) -> FloatArray:
        self.parameter_gradients(grad_output)
        return self._spread(grad_output, self.gamma.gradient, self.beta.gradient)

    def parameter_gradients(self, grad_output: FloatArray) -> None:
        self.gamma.gradient[...], self.beta.gradient[...] = self._sums(grad_output)

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        return self._spread(grad_output, *self._sums(grad_output))

    def _finish(
        self, centred: FloatArray, variance: FloatArray, *, by_batch: bool
    ) -> FloatArray:
        scale = 1 / np.sqrt(variance + self.epsilon)  # (C,)
        self._cache = _Cache(centred, scale, by_batch)
        y: FloatArray = self._buffers.take_like("y", centred)
        np.multiply(centred, self.gamma.value * scale, out=y)
        y += self.beta.value
        return y

    def _gather(self, mean: FloatArray, variance: FloatArray, count: int) -> None:
        unbiased = variance * (count / max(count - 1, 1))
        for running, new in (
            (self._running_mean, mean),
            (self._running_variance, unbiased),
        ):
            running *= self.momentum
            running += (1 - self.momentum) * new

    def _sums(self, grad_output: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return dγ and dβ."""
        centred, scale, _ = self._remembered()
        return scale * _sum_per_channel(grad_output, centred), _sum_per_channel(grad_output)

    def _spread(
        self, grad_output: FloatArray, grad_gamma: FloatArray, grad_beta: FloatArray
    ) -> FloatArray:
        """Return dx from the two sums that couple the samples."""
        centred, scale, by_batch = self._remembered()
        grad_x: FloatArray = self._buffers.take_like("grad x", centred)
        if not by_batch:
            return np.multiply(grad_output, self.gamma.value * scale, out=grad_x)
        count = centred.size // self.channels
        np.multiply(centred, -scale * grad_gamma / count, out=grad_x)
        grad_x -= grad_beta / count
        grad_x += grad_output
        grad_x *= self.gamma.value * scale
        return grad_x

    def _check(self, x: FloatArray) -> None:
        check_shape("BatchNorm input", x, (*[None] * (3 if x.ndim == 4 else 1), self.channels))

    def _remembered(self) -> _Cache:
        if self._cache is None:
            raise OrderError("BatchNorm.backward needs a forward pass with training=True first")
        return self._cache


def _sum_per_channel(*factors: FloatArray) -> FloatArray:
    """Return the product of the arrays, summed over all axes but the last: shape (C,).

    Over the samples first: one long sum in float32 loses digits.
    """
    axes = "nhwc" if factors[0].ndim == 4 else "nc"
    terms = ",".join([axes] * len(factors))
    over_samples = np.einsum(f"{terms}->{axes[1:]}", *factors)  # (H, W, C) or (C,)
    sums: FloatArray = over_samples.reshape(-1, over_samples.shape[-1]).sum(axis=0)
    return sums
