"""Memory that a layer reuses from step to step."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from core.arrays import Shape

MAX_KEPT = 24


class Buffers:
    """Arrays by name and shape, allocated once.

    Fresh memory costs page faults at every step; a training step asks for the same few
    shapes again and again (the full batch and the short last one).  The content of an array
    is whatever was left in it.
    """

    def __init__(self) -> None:
        self._arrays: dict[tuple[object, ...], NDArray[Any]] = {}

    def __deepcopy__(self, memo: object) -> Buffers:
        """Return empty buffers: working memory is private."""
        return Buffers()

    def take(self, name: str, shape: Shape, dtype: DTypeLike) -> NDArray[Any]:
        """Return the C-contiguous array called `name`."""
        key = (name, shape, np.dtype(dtype))
        array = self._arrays.get(key)
        return self._keep(key, np.zeros(shape, dtype)) if array is None else array

    def take_like(
        self, name: str, model: NDArray[Any], dtype: DTypeLike | None = None
    ) -> NDArray[Any]:
        """Return the array called `name` in the shape and memory order of `model`."""
        key = (name, model.shape, model.strides, np.dtype(dtype or model.dtype))
        array = self._arrays.get(key)
        return self._keep(key, np.zeros_like(model, dtype)) if array is None else array

    def _keep(self, key: tuple[object, ...], array: NDArray[Any]) -> NDArray[Any]:
        if len(self._arrays) >= MAX_KEPT:
            self._arrays.pop(next(iter(self._arrays)))  # the oldest
        self._arrays[key] = array
        return array
