"""What every loss promises."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

import numpy as np

from core.arrays import FloatArray, IntArray


class Loss(ABC):
    """A number to make small, and the direction in which it grows.

    Class attributes
    ----------------
    KIND, TITLE, EXPLAINS : str
        Name in JSON, name on screen, one sentence in plain words.
    LAST_LAYERS : tuple of str
        Kinds of layer that give what the loss expects; empty if any layer does.
    """

    KIND: ClassVar[str]
    TITLE: ClassVar[str]
    EXPLAINS: ClassVar[str]
    LAST_LAYERS: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def value_and_gradient(
        self, predicted: FloatArray, target: IntArray
    ) -> tuple[float, FloatArray]:
        """Return the loss, a mean over the batch, and d(loss)/d(predicted).

        Parameters
        ----------
        predicted : ndarray of shape (N, classes)
        target : ndarray of int, shape (N,)
        """

    def of_each(self, predicted: FloatArray, target: IntArray) -> FloatArray:
        """Return the loss of each sample alone, shape (N,); the mean of them is the loss.

        A loss that can do it for all at once overrides this.
        """
        values = [
            self.value_and_gradient(predicted[n : n + 1], target[n : n + 1])[0]
            for n in range(len(target))
        ]
        return np.array(values, predicted.dtype)
