"""Categorical cross-entropy."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from core.arrays import FloatArray, IntArray, check_shape
from core.losses.base import Loss


class CategoricalCrossEntropy(Loss):
    r"""Minus the logarithm of the probability given to the true class.

    .. math:: L = -\frac1N \sum_n \log p_{n, y_n}

    Notes
    -----
    After a Softmax layer, training uses `value_and_gradient_of_logits`: with
    :math:`p = \mathrm{softmax}(z)` the loss is :math:`\log\sum_k e^{z_k} - z_y`, computed
    with the row maximum taken out so that nothing overflows, and its gradient with respect
    to the logits is simply :math:`(p - y)/N` [1]_.

    References
    ----------
    .. [1] Bishop (2006), "Pattern Recognition and Machine Learning", section 4.3.4.
    """

    KIND: ClassVar[str] = "categorical_cross_entropy"
    TITLE: ClassVar[str] = "Cross-entropy"
    EXPLAINS: ClassVar[str] = "−log of the probability the network gave to the true class."

    def value_and_gradient(
        self, predicted: FloatArray, target: IntArray
    ) -> tuple[float, FloatArray]:
        """Return the loss and its gradient for probabilities.

        Probabilities below the smallest normal number are taken as that number.
        """
        check_shape("CategoricalCrossEntropy target", target, (len(predicted),))
        n = np.arange(len(predicted))
        p_true = np.maximum(predicted[n, target], np.finfo(predicted.dtype).tiny)
        gradient = np.zeros_like(predicted)
        gradient[n, target] = -1.0 / (p_true * len(predicted))
        return -float(np.log(p_true).sum()) / len(predicted), gradient

    def value_and_gradient_of_logits(
        self, logits: FloatArray, target: IntArray
    ) -> tuple[float, FloatArray]:
        """Return the loss of ``softmax(logits)`` and its gradient ``(p - y) / N``.

        Parameters
        ----------
        logits : ndarray of shape (N, classes)
        target : ndarray of int, shape (N,)
        """
        check_shape("CategoricalCrossEntropy target", target, (len(logits),))
        n = np.arange(len(logits))
        shifted = logits - logits.max(axis=1, keepdims=True)
        exponentials: FloatArray = np.exp(shifted)
        sums = exponentials.sum(axis=1, keepdims=True)  # (N, 1)
        loss = float((np.log(sums[:, 0]) - shifted[n, target]).sum()) / len(logits)
        gradient = np.divide(exponentials, sums, out=exponentials)
        gradient[n, target] -= 1.0
        gradient /= len(logits)
        return loss, gradient
