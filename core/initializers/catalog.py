"""The initialisers a spec can name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

import numpy as np

from core.arrays import FloatArray, Shape
from core.initializers.normal import Normal
from core.initializers.variance_scaling import VarianceScaling
from core.initializers.zeros import Zeros


class Initializer(Protocol):
    """Draws the initial values of one weight array."""

    def __call__(
        self, shape: Shape, fan_in: int, fan_out: int, rng: np.random.Generator
    ) -> FloatArray:
        """Return float64 weights of `shape`."""
        ...


#: Closed on purpose: nothing is imported by name.
INITIALIZERS: Mapping[str, Initializer] = MappingProxyType(
    {
        "he_normal": VarianceScaling(2.0),
        "he_uniform": VarianceScaling(2.0, uniform=True),
        "glorot_normal": VarianceScaling(1.0, average_fans=True),
        "glorot_uniform": VarianceScaling(1.0, average_fans=True, uniform=True),
        "lecun_normal": VarianceScaling(1.0),
        "lecun_uniform": VarianceScaling(1.0, uniform=True),
        "normal": Normal(),
        "zeros": Zeros(),
    }
)
