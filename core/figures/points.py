"""Points of a plane, each of a class, as a part of a figure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray, IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Where many things lie, and of which class each is.

    Attributes
    ----------
    title, x_label, y_label : str
    names : tuple of str
        Of the classes.
    layout : ndarray of float, shape (N, 2)
        x to the right, y upwards.
    labels : ndarray of int, shape (N,)
    """

    title: str
    x_label: str
    y_label: str
    names: tuple[str, ...]
    layout: FloatArray
    labels: IntArray

    @property
    def columns(self) -> tuple[str, ...]:
        """What the columns of `numbers` are called."""
        return self.x_label, self.y_label, "class"

    @property
    def numbers(self) -> FloatArray:
        """Place and class of each, shape (N, 3)."""
        return np.column_stack([self.layout, self.labels])
