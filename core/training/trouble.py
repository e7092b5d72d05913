"""Find out which numbers broke a run."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray
from core.network import Network
from core.number_text import size_words
from core.training.snapshot import named_arrays

#: A loss beyond this is a divergence even while it is finite: guessing costs about 2.
DIVERGED_LOSS = 1e6
_ADVICE = "A smaller learning rate usually helps."


class Trouble:
    """Looks for infinite and undefined numbers, and names the tensor that holds them.

    Parameters
    ----------
    network : Network
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._parameters = tuple(network.named_parameters())
        self._arrays = tuple(named_arrays(network))

    def in_gradients(self, step: int) -> str:
        """Return which gradient is broken, in a sentence, or nothing."""
        for path, parameter in self._parameters:
            if not is_finite(parameter.gradient):
                return (
                    f"Training diverged at step {step:,}: the gradient of {path} is infinite "
                    f"or undefined. {_ADVICE}"
                )
        return ""

    def in_arrays(self, step: int) -> str:
        """Return what an update broke, in a sentence, or nothing."""
        for path, array in self._arrays:
            if not is_finite(array):
                return (
                    f"Training diverged at step {step:,}: the update made {path} infinite "
                    f"or undefined. {_ADVICE}"
                )
        return ""

    def in_loss(self, step: int, loss: float, x: FloatArray) -> str:
        """Return where a loss that is no use came from.

        Parameters
        ----------
        step : int
        loss : float
        x : ndarray
            Some of the batch that gave it, as the network received them.
        """
        what = f"Training diverged at step {step:,}: the loss is {size_words(loss)}"
        if not is_finite(x):
            return f"{what}, because the input images hold infinite or undefined numbers."
        for index, layer in enumerate(self._network.layers):
            x = layer.forward(x, training=False)
            if not is_finite(x):
                what += f"; first, the output of layer {index} ({layer.KIND}) broke"
                break
        largest = max(self._parameters, key=lambda named: _largest(named.parameter.value)).path
        return f"{what}. The largest weights are in {largest}. {_ADVICE}"


def is_diverged(loss: float) -> bool:
    """Return whether a loss says that training broke down."""
    return not abs(loss) <= DIVERGED_LOSS


def is_finite(array: NDArray[Any]) -> bool:
    """Return whether every number is finite."""
    # One pass over the numbers; finite ones with infinite squares get a second look.
    return math.isfinite(float(np.vdot(array, array))) or bool(np.isfinite(array).all())


def _largest(array: NDArray[Any]) -> float:
    return float(np.abs(array).max())
