"""Categorical cross-entropy: minus the logarithm of the probability of the true class.

    L = -1/N · Σ_n log p[n, y_n]

With label smoothing s the target is a distribution q over the K classes (without: s = 0):

    L = -1/N · Σ_{n, k} q[n, k] log p[n, k],    q[n, k] = (1 - s) [k = y_n] + s/K
    dL/dp = -q / (p N)

Straight from the scores z of a softmax, p = softmax(z), both become simple and safe:

    L = 1/N · Σ_n (log Σ_k e^z[n, k] - Σ_k q[n, k] z[n, k]),    dL/dz = (p - q) / N

Source: Bishop (2006), "Pattern Recognition and Machine Learning", section 4.3.4; Szegedy et
al. (2016), "Rethinking the Inception Architecture for Computer Vision", arXiv:1512.00567,
section 7.
"""

from __future__ import annotations

import numpy as np

from core.textbook.layers import softmax
from core.textbook.notation import Array, Labels


def targets(shape: tuple[int, ...], target: Labels, label_smoothing: float) -> Array:
    """Return q, shape (N, K)."""
    classes = shape[1]
    q: Array = (1 - label_smoothing) * np.eye(classes)[target] + label_smoothing / classes
    return q


def value(predicted: Array, target: Labels, label_smoothing: float = 0.0) -> float:
    """Return L for probabilities; log 0 is taken as that of the smallest number there is."""
    q = targets(predicted.shape, target, label_smoothing)
    p = np.maximum(predicted, np.finfo(predicted.dtype).tiny)
    return float(-(q * np.log(p)).sum() / len(p))


def gradient(predicted: Array, target: Labels, label_smoothing: float = 0.0) -> Array:
    """Return dL/dp, shape (N, K)."""
    q = targets(predicted.shape, target, label_smoothing)
    p = np.maximum(predicted, np.finfo(predicted.dtype).tiny)
    slope: Array = -q / (p * len(p))
    return slope.astype(predicted.dtype)


def value_of_logits(logits: Array, target: Labels, label_smoothing: float = 0.0) -> float:
    """Return L for scores."""
    q = targets(logits.shape, target, label_smoothing)
    z = logits - logits.max(axis=1, keepdims=True)  # changes nothing, and nothing overflows
    log_sum = np.log(np.exp(z).sum(axis=1))  # (N,)
    return float((log_sum - (q * z).sum(axis=1)).sum() / len(z))


def gradient_of_logits(logits: Array, target: Labels, label_smoothing: float = 0.0) -> Array:
    """Return dL/dz, shape (N, K)."""
    q = targets(logits.shape, target, label_smoothing)
    return ((softmax.forward(logits) - q) / len(logits)).astype(logits.dtype)
