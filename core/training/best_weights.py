"""Keep the weights that judged best."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from numpy.typing import NDArray

from core.arrays import frozen_copy
from core.network import Network
from core.training.snapshot import load_values, named_arrays


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
    values : mapping of str to ndarray
        The copy by path, read-only: a better one replaces it and leaves it as it is.  Empty
        before the first.
    """

    def __init__(self, network: Network) -> None:
        self.step = 0
        self.loss = math.inf
        self.accuracy = -math.inf
        self.values: Mapping[str, NDArray[Any]] = MappingProxyType({})
        self._network = network

    def judged(self, step: int, loss: float, accuracy: float) -> None:
        """Copy the network if it has never been better."""
        if (accuracy, -loss) > (self.accuracy, -self.loss):
            copies = {path: frozen_copy(array) for path, array in named_arrays(self._network)}
            self.load_state(step, loss, accuracy, MappingProxyType(copies))

    def load_state(
        self, step: int, loss: float, accuracy: float, values: Mapping[str, NDArray[Any]]
    ) -> None:
        """Go on exactly where another one stood; `values` must never change any more."""
        self.step, self.loss, self.accuracy, self.values = step, loss, accuracy, values

    def restore(self) -> None:
        """Write the copy back into the network."""
        if self.step:
            load_values(self._network, self.values)
