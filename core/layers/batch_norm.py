"""Batch normalisation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import DTypeLike, NDArray

from core.arrays import FloatArray, Shape, check_shape
from core.buffers import Buffers
from core.errors import OrderError
from core.fields import RealNumber, YesOrNo, spec_field
from core.layers.base import Layer
from core.layers.channel_statistics import combined, sum_per_channel
from core.layers.coupled import CoupledLayer, Share, Walk, alone
from core.layers.passage import Passage, rms_on_the_way_back
from core.layers.spec import FROZEN, LayerSpec, freeze
from core.layers.window import Window
from core.number_text import size_words
from core.number_words import root_mean_square
from core.parameter import Parameter


@dataclass(frozen=True, slots=True)
class BatchNormSpec(LayerSpec):
    """Every channel is brought to mean 0 and variance 1, then scaled and moved."""

    KIND: ClassVar[str] = "batch_norm"
    TITLE: ClassVar[str] = "BatchNorm"
    EXPLAINS: ClassVar[str] = (
        "Brings every channel to mean 0 and spread 1 over the batch, then learns both anew."
    )
    KEEPS_PLACES: ClassVar[bool] = True
    KEEPS_CHANNELS: ClassVar[bool] = True
    KEEPS_UNITS: ClassVar[bool] = True
    COUPLES_SAMPLES: ClassVar[bool] = True
    MIXES_PLACES: ClassVar[bool] = False
    PASSES_GRADIENT_WHOLE: ClassVar[bool] = False
    NUMBERS_KEPT: ClassVar[tuple[float, float]] = (2.0, 1.0)

    momentum: float = spec_field(
        RealNumber("Momentum", "Share of the old running mean kept at each step.", 0.0, 0.9999),
        default=0.9,
    )
    epsilon: float = spec_field(
        RealNumber("Epsilon", "Added to the variance, so that it is never zero.", 1e-8, 1.0),
        default=1e-5,
    )
    frozen: bool = spec_field(
        YesOrNo(
            FROZEN.label,
            f"{FROZEN.explains} It goes by its running mean and variance and gathers no more.",
        ),
        default=False,
    )

    def output_shape(self, input_shape: Shape) -> Shape:
        return input_shape

    def window(self, input_shape: Shape) -> Window | None:
        return None

    def parameter_shapes(self, input_shape: Shape) -> Mapping[str, Shape]:
        return {"gamma": input_shape[-1:], "beta": input_shape[-1:]}

    def state_shapes(self, input_shape: Shape) -> Mapping[str, Shape]:
        return {"running_mean": input_shape[-1:], "running_variance": input_shape[-1:]}

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        layer = BatchNorm(
            input_shape[-1], momentum=self.momentum, epsilon=self.epsilon, dtype=dtype
        )
        if self.frozen:
            freeze(layer)
        return layer

    def forward_words(self, seen: Passage) -> str:
        return (
            f"Each of {seen.x.shape[-1]} channels was shifted and scaled by its running mean "
            f"and variance: RMS {size_words(root_mean_square(seen.x))} became "
            f"{size_words(root_mean_square(seen.y))}."
        )

    def backward_words(self, seen: Passage, grad_x: FloatArray, grad_y: FloatArray) -> str:
        return (
            f"{rms_on_the_way_back(grad_x, grad_y)} Each channel's gradients were "
            "multiplied by the one number that had scaled the channel: γ over the root of the "
            "running variance (and ε)."
        )


class _Cache(NamedTuple):
    centred: FloatArray  # x less the mean of this part of the batch
    offset: FloatArray | float  # to be added for x - μ, (C,): only a whole batch has none
    scale: FloatArray  # 1/√(σ² + ε), (C,)
    numbers: int  # M, over all parts; 0 if the statistics were not those of the batch


class BatchNorm(CoupledLayer):
    r"""Bring every channel to mean 0 and variance 1, then scale and shift it.

    .. math::
        \hat x = \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}}, \qquad
        y = \gamma \hat x + \beta

    In training μ and σ² are mean and variance of the batch: of each feature over the N
    samples, or of each channel over the N·H·W cells of its maps.  In use they are running
    means, gathered in training as ``old · momentum + new · (1 − momentum)``.  Once its
    parameters are frozen it goes by the running means in training too, and gathers no more.

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

    A batch cut into parts is normalised by the statistics of all of it.  Part k, of M_k numbers
    with mean μ_k, knows its own squared deviations D_k, and they combine without loss [2]_:

    .. math::
        \mu = \frac1M \sum_k M_k \mu_k, \qquad
        \sigma^2 = \frac1M \sum_k \bigl(D_k + M_k (\mu_k - \mu)^2\bigr)

    On the way back the parts add up their dβ and dγ.

    References
    ----------
    .. [1] Ioffe & Szegedy (2015), "Batch Normalization: Accelerating Deep Network Training by
       Reducing Internal Covariate Shift", arXiv:1502.03167, algorithms 1 and 2.
    .. [2] Chan, Golub & LeVeque (1983), "Algorithms for Computing the Sample Variance:
       Analysis and Recommendations", section 1.
    """

    KIND: ClassVar[str] = "batch_norm"

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
        self._running_mean: FloatArray = np.zeros(channels, dtype)
        self._running_variance: FloatArray = np.ones(channels, dtype)
        self._buffers = Buffers()
        self._cache: _Cache | None = None

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        return MappingProxyType({"gamma": self.gamma, "beta": self.beta})

    @property
    def state(self) -> Mapping[str, NDArray[Any]]:
        return MappingProxyType(
            {"running_mean": self._running_mean, "running_variance": self._running_variance}
        )

    def forward(self, x: FloatArray, *, training: bool) -> FloatArray:
        if training:
            return alone(self.forward_part(x))
        self._check(x)
        scale = self.gamma.value / np.sqrt(self._running_variance + self.epsilon)
        y: FloatArray = x - self._running_mean
        y *= scale
        y += self.beta.value
        return y

    @property
    def couples_samples(self) -> bool:
        return not self.gamma.is_frozen

    def forward_part(self, x: FloatArray) -> Walk[FloatArray]:
        if self.gamma.is_frozen:
            return self.trace(x)
        self._check(x)
        own_numbers = x.size // self.channels
        own_mean = sum_per_channel(x) / own_numbers  # (C,)
        centred = np.subtract(x, own_mean, out=self._buffers.take_like("centred", x))
        own_squares = sum_per_channel(centred, centred)  # (C,)
        shares = yield Share(own_numbers, np.array([own_mean, own_squares]))
        numbers, mean, variance = combined(shares)
        self._gather(mean, variance, numbers)
        return self._finish(centred, own_mean - mean, variance, numbers)

    def trace(self, x: FloatArray) -> FloatArray:
        self._check(x)
        # In the ledger: forward
        centred = np.subtract(x, self._running_mean, out=self._buffers.take_like("centred", x))
        return self._finish(centred, 0.0, self._running_variance, 0)

    def backward_part(self, grad_output: FloatArray) -> Walk[FloatArray]:
        self.parameter_gradients(grad_output)
        own = np.array([self.gamma.gradient, self.beta.gradient])
        first, *others = yield Share(grad_output.size // self.channels, own)
        grad_gamma, grad_beta = sum((part.statistics for part in others), first.statistics)
        return self._spread(grad_output, grad_gamma, grad_beta)

    def parameter_gradients(self, grad_output: FloatArray) -> None:
        self.gamma.gradient[...], self.beta.gradient[...] = self._sums(grad_output)

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        return self._spread(grad_output, *self._sums(grad_output))

    def _finish(
        self,
        centred: FloatArray,
        offset: FloatArray | float,
        variance: FloatArray,
        numbers: int,
    ) -> FloatArray:
        # In the ledger: forward
        scale = 1 / np.sqrt(variance + self.epsilon)  # (C,)

        self._cache = _Cache(centred, offset, scale, numbers)
        y: FloatArray = self._buffers.take_like("y", centred)
        # In the ledger: forward
        np.multiply(centred, self.gamma.value * scale, out=y)
        y += self.beta.value + self.gamma.value * scale * offset
        return y

    def _gather(self, mean: FloatArray, variance: FloatArray, numbers: int) -> None:
        unbiased = variance * (numbers / max(numbers - 1, 1))
        for running, new in (
            (self._running_mean, mean),
            (self._running_variance, unbiased),
        ):
            running *= self.momentum
            running += (1 - self.momentum) * new

    def _sums(self, grad_output: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return dγ and dβ, of this part of the batch."""
        centred, offset, scale, _ = self._remembered()
        # In the ledger: parameter_gradients
        grad_beta = sum_per_channel(grad_output)
        grad_gamma = scale * (sum_per_channel(grad_output, centred) + offset * grad_beta)

        return grad_gamma, grad_beta

    def _spread(
        self, grad_output: FloatArray, grad_gamma: FloatArray, grad_beta: FloatArray
    ) -> FloatArray:
        """Return dx from the two sums that couple the samples."""
        centred, offset, scale, numbers = self._remembered()
        grad_x: FloatArray = self._buffers.take_like("grad x", centred)
        # In the ledger: input_gradient
        if not numbers:
            return np.multiply(grad_output, self.gamma.value * scale, out=grad_x)
        slope = scale * grad_gamma / numbers  # of x̂ dγ/M, for each number of x
        np.multiply(centred, -slope, out=grad_x)
        grad_x -= grad_beta / numbers + slope * offset
        grad_x += grad_output
        grad_x *= self.gamma.value * scale
        return grad_x

    def _check(self, x: FloatArray) -> None:
        check_shape("BatchNorm input", x, (*[None] * (3 if x.ndim == 4 else 1), self.channels))

    def _remembered(self) -> _Cache:
        if self._cache is None:
            raise OrderError("BatchNorm.backward needs a forward pass with training=True first")
        return self._cache
