"""A trainable array and the gradient that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from core.arrays import FloatArray


@dataclass(slots=True, eq=False)
class Parameter:
    """A trainable array together with its gradient.

    Both arrays are allocated once, C-contiguous, and then only written in place, so an
    optimiser or a snapshot may keep a reference to them for the life of the layer.

    Attributes
    ----------
    value : ndarray
        What training changes.
    gradient : ndarray
        d(loss)/d(value) of the latest backward pass; same shape and dtype as `value`.
    l2 : float
        How strongly the value is pulled towards zero: see `core.regularization`.
    is_frozen : bool
        Whether training leaves the value as it is; the gradient is computed all the same.
    frozen_units : tuple of int
        Places along the last axis whose numbers training leaves as they are.
    keeps_zeros : bool
        Whether numbers that are 0 stay 0 in training.
    """

    value: FloatArray
    gradient: FloatArray = field(init=False)
    l2: float = 0.0
    is_frozen: bool = False
    frozen_units: tuple[int, ...] = ()
    keeps_zeros: bool = False

    def __post_init__(self) -> None:
        self.value = np.ascontiguousarray(self.value)
        self.gradient = np.zeros_like(self.value)
