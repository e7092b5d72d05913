"""Categorical cross-entropy."""

from __future__ import annotations

from functools import lru_cache
from typing import ClassVar

import numpy as np

from core.arrays import FloatArray, IntArray, check_shape
from core.layers.base import Layer
from core.layers.softmax import Softmax
from core.losses.fused import FusedLoss


class CategoricalCrossEntropy(FusedLoss):
    r"""Minus the logarithm of the probability given to the true class.

    .. math:: L = -\frac1N \sum_n \log p_{n, y_n}

    With label smoothing s the target is no longer one class but a distribution q: every one
    of the K classes gets s/K, the true one 1 − s more [2]_:

    .. math::
        L = -\frac1N \sum_n \sum_k q_{n,k} \log p_{n,k}, \qquad
        q_{n,k} = (1 - s)\,[k = y_n] + \frac{s}{K}

    Parameters
    ----------
    label_smoothing : float from 0 to below 1, default 0
        The s of the formula.

    Notes
    -----
    After a Softmax layer, training uses `value_and_gradient_of_logits`: with
    :math:`p = \mathrm{softmax}(z)` the loss is :math:`\log\sum_k e^{z_k} - \sum_k q_k z_k`,
    computed with the row maximum taken out so that nothing overflows, and its gradient with
    respect to the logits is simply :math:`(p - q)/N` [1]_.

    References
    ----------
    .. [1] Bishop (2006), "Pattern Recognition and Machine Learning", section 4.3.4.
    .. [2] Szegedy et al. (2016), "Rethinking the Inception Architecture for Computer Vision",
       arXiv:1512.00567, section 7.
    """

    KIND: ClassVar[str] = "categorical_cross_entropy"
    TITLE: ClassVar[str] = "Cross-entropy"
    EXPLAINS: ClassVar[str] = "−log of the probability the network gave to the true class."
    LAST_LAYERS: ClassVar[tuple[str, ...]] = ("softmax",)
    ACTIVATION: ClassVar[type[Layer]] = Softmax

    def __init__(self, label_smoothing: float = 0.0) -> None:
        if not 0 <= label_smoothing < 1:
            raise ValueError(
                "CategoricalCrossEntropy: label_smoothing must be from 0 to below 1, "
                f"received {label_smoothing}"
            )
        self.label_smoothing = label_smoothing

    def value_and_gradient(
        self, predicted: FloatArray, target: IntArray
    ) -> tuple[float, FloatArray]:
        """Return the loss and its gradient for probabilities.

        Probabilities below the smallest normal number are taken as that number.
        """
        check_shape("CategoricalCrossEntropy target", target, (len(predicted),))
        count, classes = predicted.shape
        n = np.arange(count)
        smallest = np.finfo(predicted.dtype).tiny
        if self.label_smoothing:
            # In the ledger: forward, input_gradient
            p = np.maximum(predicted, smallest)
            share = self.label_smoothing / classes
            weighted = share * np.log(p)  # q log p
            gradient = -share / (p * count)
            rest = 1 - self.label_smoothing
            weighted[n, target] += rest * np.log(p[n, target])
            gradient[n, target] -= rest / (p[n, target] * count)
            return -float(weighted.sum()) / count, gradient
        # In the ledger: forward, input_gradient
        p_true = np.maximum(predicted[n, target], smallest)
        gradient = np.zeros_like(predicted)
        gradient[n, target] = -1.0 / (p_true * count)
        return -float(np.log(p_true).sum()) / count, gradient

    def value_and_gradient_of_logits(
        self, logits: FloatArray, target: IntArray
    ) -> tuple[float, FloatArray]:
        """Return the loss of ``softmax(logits)`` and its gradient ``(p - q) / N``."""
        check_shape("CategoricalCrossEntropy target", target, (len(logits),))
        count, classes = logits.shape
        true = _row_starts(count, classes) + target  # where z_y is, row after row
        # In the ledger: fused
        largest = np.maximum.reduce(logits, axis=1, keepdims=True)
        shifted = np.subtract(logits, largest, order="C")
        expected = (1 - self.label_smoothing) * float(shifted.take(true).sum())  # sum of q z
        if self.label_smoothing:
            expected += self.label_smoothing * float(shifted.mean(axis=1).sum())
        gradient: FloatArray = np.exp(shifted, out=shifted)
        sums = np.add.reduce(gradient, axis=1, keepdims=True)  # (N, 1)
        loss = (float(np.log(sums).sum()) - expected) / count
        sums *= count
        gradient /= sums  # p / N
        gradient.reshape(-1)[true] -= (1 - self.label_smoothing) / count
        if self.label_smoothing:
            gradient -= self.label_smoothing / (classes * count)
        return loss, gradient

    def of_each_of_logits(self, logits: FloatArray, target: IntArray) -> FloatArray:
        """Return the loss of each sample of ``softmax(logits)`` alone, shape (N,)."""
        shifted = logits - logits.max(axis=1, keepdims=True)
        n = np.arange(len(target))
        expected = (1 - self.label_smoothing) * shifted[n, target]  # sum of q z
        if self.label_smoothing:
            expected += self.label_smoothing * shifted.mean(axis=1)
        losses: FloatArray = np.log(np.exp(shifted).sum(axis=1)) - expected
        return losses


@lru_cache(maxsize=16)
def _row_starts(rows: int, columns: int) -> IntArray:
    starts = np.arange(0, rows * columns, columns)
    starts.flags.writeable = False
    return starts
