"""Keep the weights that judged best."""

from __future__ import annotations

import math

import numpy as np

from core.network import Network
from core.training.snapshot import named_arrays


class BestWeights:
    """A copy of a network's arrays as they were at its best validation.

    The best is the highest accuracy; among equals, the lowest loss; among those, the first.

    Parameters
    ----------
    network : Network

    Attributes
    ----------
    step : int
        When the copy was taken; 0 before the first.
    loss, accuracy : float
        Of the validation it was taken at.
    """

    def __init__(self, network: Network) -> None:
        self.step = 0
        self.loss = math.inf
        self.accuracy = -math.inf
        self._arrays = tuple(array for _, array in named_arrays(network))
        self._copies = tuple(np.empty_like(array) for array in self._arrays)

    def judged(self, step: int, loss: float, accuracy: float) -> None:
        """Copy the network if it has never been better."""
        if (accuracy, -loss) > (self.accuracy, -self.loss):
            self.step, self.loss, self.accuracy = step, loss, accuracy
            for copy, array in zip(self._copies, self._arrays, strict=True):
                copy[...] = array

    def restore(self) -> None:
        """Write the copy back into the network."""
        if self.step:
            for copy, array in zip(self._copies, self._arrays, strict=True):
                array[...] = copy
