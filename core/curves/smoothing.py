"""A curve without its noise."""

from __future__ import annotations

import math


class ExponentialSmoother:
    r"""Follow a noisy quantity: recent values count most, older ones fade.

    .. math:: s_t = \frac{\sum_k w^k x_{t-k}}{\sum_k w^k}, \qquad k = 0 \dots t

    Parameters
    ----------
    memory : float, default 0.95
        The w of the formula, from 0 (no smoothing) to below 1.  0.95 averages over about
        the last 20 values.

    Notes
    -----
    Dividing by the sum of the weights makes the first values honest: the curve starts at the
    first value and not at zero.  Values that are not finite leave a gap and are not remembered.
    """

    def __init__(self, memory: float = 0.95) -> None:
        if not 0 <= memory < 1:
            raise ValueError(
                f"ExponentialSmoother: memory must be from 0 to below 1, received {memory}"
            )
        self._memory = memory
        self._sum = 0.0
        self._weight = 0.0

    def add(self, value: float) -> float:
        """Take in the next value; return the smoothed one, or NaN if `value` is not finite."""
        if not math.isfinite(value):
            return math.nan
        self._sum = self._memory * self._sum + value
        self._weight = self._memory * self._weight + 1.0
        return self._sum / self._weight
