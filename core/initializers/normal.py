"""Initial weights of one fixed spread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray, Shape


@dataclass(frozen=True, slots=True)
class Normal:
    """Draw weights from a normal distribution of mean 0, whatever the layer's size."""

    deviation: float = 0.05

    def __call__(
        self, shape: Shape, fan_in: int, fan_out: int, rng: np.random.Generator
    ) -> FloatArray:
        """Return float64 weights of `shape`."""
        return rng.standard_normal(shape) * self.deviation
