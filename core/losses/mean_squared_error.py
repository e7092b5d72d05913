"""Mean squared error."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from core.arrays import FloatArray, IntArray, check_shape
from core.losses.base import Loss
from core.losses.one_hot import one_hot


class MeanSquaredError(Loss):
    r"""The mean square of what is missing to 1 for the true class, to 0 for the others.

    .. math::
        L = \frac{1}{NK} \sum_{n,k} (p_{n,k} - t_{n,k})^2, \qquad t_{n,k} = [k = y_n]

    Notes
    -----
    The mean is over samples and classes, as in PyTorch and Keras.  The gradient is
    :math:`2 (p - t)/(NK)`.

    References
    ----------
    .. [1] Rumelhart, Hinton & Williams (1986), "Learning representations by back-propagating
       errors", eq. 3 (there half the sum).
    """

    KIND: ClassVar[str] = "mean_squared_error"
    TITLE: ClassVar[str] = "Mean squared error"
    EXPLAINS: ClassVar[str] = "Mean square of the distance to 1 (true class) or 0 (the others)."

    def value_and_gradient(
        self, predicted: FloatArray, target: IntArray
    ) -> tuple[float, FloatArray]:
        check_shape("MeanSquaredError target", target, (len(predicted),))
        # In the ledger: forward, input_gradient
        error = predicted - one_hot(target, predicted)
        value = float(np.square(error).sum()) / error.size
        error *= 2 / error.size
        return value, error
