"""Binary cross-entropy."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from core.arrays import FloatArray, IntArray, check_shape
from core.layers.base import Layer
from core.layers.sigmoid import Sigmoid
from core.losses.fused import FusedLoss
from core.losses.one_hot import one_hot


class BinaryCrossEntropy(FusedLoss):
    r"""Ask of every class separately whether it is the one.

    .. math::
        L = -\frac{1}{NK} \sum_{n,k}
            \bigl( t_{n,k} \log p_{n,k} + (1 - t_{n,k}) \log (1 - p_{n,k}) \bigr),
        \qquad t_{n,k} = [k = y_n]

    Notes
    -----
    The mean is over samples and classes, as in PyTorch and Keras.

    After a Sigmoid layer, training uses `value_and_gradient_of_logits`: with
    :math:`p = 1/(1 + e^{-z})` a term of the loss is :math:`\max(z, 0) - t z + \log(1 +
    e^{-|z|})`, which never overflows, and its gradient is simply :math:`(p - t)/(NK)` [1]_.

    References
    ----------
    .. [1] Bishop (2006), "Pattern Recognition and Machine Learning", section 4.3.2.
    """

    KIND: ClassVar[str] = "binary_cross_entropy"
    TITLE: ClassVar[str] = "Binary cross-entropy"
    EXPLAINS: ClassVar[str] = "Every output answers “is it my class?”; the mean of −log(right)."
    LAST_LAYERS: ClassVar[tuple[str, ...]] = ("sigmoid",)
    ACTIVATION: ClassVar[type[Layer]] = Sigmoid

    def value_and_gradient(
        self, predicted: FloatArray, target: IntArray
    ) -> tuple[float, FloatArray]:
        """Return the loss and its gradient for probabilities.

        Probabilities closer to 0 or 1 than numbers can tell are taken as just inside.
        """
        check_shape("BinaryCrossEntropy target", target, (len(predicted),))
        is_true = one_hot(target, predicted) > 0
        # In the ledger: forward, input_gradient
        p_right = np.where(is_true, predicted, 1 - predicted)  # given to the right answer
        p_right = np.maximum(p_right, np.finfo(predicted.dtype).tiny)
        slope = 1 / (p_right * predicted.size)
        gradient = np.where(is_true, -slope, slope)
        return -float(np.log(p_right).sum()) / predicted.size, gradient

    def value_and_gradient_of_logits(
        self, logits: FloatArray, target: IntArray
    ) -> tuple[float, FloatArray]:
        """Return the loss of ``sigmoid(logits)`` and its gradient ``(p - t) / (N K)``."""
        check_shape("BinaryCrossEntropy target", target, (len(logits),))
        hot = one_hot(target, logits)
        # In the ledger: fused
        terms = np.maximum(logits, 0) - hot * logits + np.log1p(np.exp(-np.abs(logits)))
        gradient = Sigmoid().forward(logits, training=False)
        gradient -= hot
        gradient /= logits.size
        return float(terms.sum()) / logits.size, gradient
