"""A loss that takes the network's last layer over."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

import numpy as np

from core.arrays import FloatArray, IntArray
from core.layers.base import Layer
from core.losses.base import Loss


class FusedLoss(Loss):
    """A loss that is exact and simple when computed together with the layer before it.

    Class attributes
    ----------------
    ACTIVATION : type of Layer
        The last layer it can take over, e.g. Softmax.
    """

    ACTIVATION: ClassVar[type[Layer]]

    @abstractmethod
    def value_and_gradient_of_logits(
        self, logits: FloatArray, target: IntArray
    ) -> tuple[float, FloatArray]:
        """Return the loss of ``ACTIVATION(logits)`` and d(loss)/d(logits).

        Parameters
        ----------
        logits : ndarray of shape (N, classes)
        target : ndarray of int, shape (N,)
        """

    def of_each_of_logits(self, logits: FloatArray, target: IntArray) -> FloatArray:
        """Return the loss of each sample of ``ACTIVATION(logits)`` alone, shape (N,).

        A loss that can do it for all at once overrides this.
        """
        values = [
            self.value_and_gradient_of_logits(logits[n : n + 1], target[n : n + 1])[0]
            for n in range(len(target))
        ]
        return np.array(values, logits.dtype)


def taking_over(loss: Loss, last_layer: str) -> FusedLoss | None:
    """Return `loss` if it takes over a last layer of this kind; otherwise None."""
    if isinstance(loss, FusedLoss) and last_layer == loss.ACTIVATION.KIND:
        return loss
    return None
