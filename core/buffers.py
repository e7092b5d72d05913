"""Memory that a layer reuses from step to step."""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import FloatArray, Shape

MAX_KEPT = 24


class Buffers:
    """Arrays by name and shape, allocated once.

    Fresh memory costs page faults at every step; a training step asks for the same few
    shapes again and again (the full batch and the short last one).
    """

    def __init__(self) -> None:
        self._arrays: dict[tuple[str, Shape, np.dtype], FloatArray] = {}

    def take(self, name: str, shape: Shape, dtype: DTypeLike) -> FloatArray:
        """Return the array called `name`; its content is whatever was left in it."""
        key = (name, shape, np.dtype(dtype))
        array = self._arrays.get(key)
        if array is None:
            if len(self._arrays) >= MAX_KEPT:
                self._arrays.clear()
            array = self._arrays[key] = np.zeros(shape, dtype)
        return array
