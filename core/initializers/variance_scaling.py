"""Initial weights whose spread fits the number of connections."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray, Shape


@dataclass(frozen=True, slots=True)
class VarianceScaling:
    r"""Draw weights of variance ``gain / fan``.

    Attributes
    ----------
    gain : float
        2 for He [1]_, 1 for Glorot [2]_ and LeCun [3]_.
    average_fans : bool
        Divide by ``(fan_in + fan_out) / 2`` (Glorot) rather than by ``fan_in``.
    uniform : bool
        Uniform on :math:`\pm\sqrt{3\,gain/fan}` rather than normal.

    References
    ----------
    .. [1] He et al. (2015), "Delving Deep into Rectifiers", arXiv:1502.01852, eq. 10.
    .. [2] Glorot & Bengio (2010), "Understanding the difficulty of training deep
       feedforward neural networks", eq. 16.
    .. [3] LeCun et al. (1998), "Efficient BackProp", section 4.6.
    """

    gain: float
    average_fans: bool = False
    uniform: bool = False

    def __call__(
        self, shape: Shape, fan_in: int, fan_out: int, rng: np.random.Generator
    ) -> FloatArray:
        """Return float64 weights of `shape`."""
        fan = (fan_in + fan_out) / 2 if self.average_fans else fan_in
        deviation = math.sqrt(self.gain / fan)
        if self.uniform:
            bound = math.sqrt(3.0) * deviation
            return rng.uniform(-bound, bound, shape)
        return rng.standard_normal(shape) * deviation
