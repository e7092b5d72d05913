"""Binary cross-entropy: ask of every class separately whether it is the one.

    L = -1/(N K) · Σ_{n, k} (t log p + (1 - t) log(1 - p)),    t[n, k] = [k = y_n]
    dL/dp = -(t/p - (1 - t)/(1 - p)) / (N K)

Straight from the scores z of a sigmoid, p = 1/(1 + e^-z), both become simple and safe:

    L = 1/(N K) · Σ_{n, k} (max(z, 0) - t z + log(1 + e^-|z|)),    dL/dz = (p - t) / (N K)

Source: Bishop (2006), "Pattern Recognition and Machine Learning", section 4.3.2.
"""

from __future__ import annotations

import numpy as np

from core.textbook.layers import sigmoid
from core.textbook.notation import Array, Labels


def value(predicted: Array, target: Labels) -> float:
    """Return L for probabilities; log 0 is taken as that of the smallest number there is."""
    t = np.eye(predicted.shape[1])[target]  # (N, K)
    smallest = np.finfo(predicted.dtype).tiny
    yes, no = np.maximum(predicted, smallest), np.maximum(1 - predicted, smallest)
    return float(-(t * np.log(yes) + (1 - t) * np.log(no)).sum() / t.size)


def gradient(predicted: Array, target: Labels) -> Array:
    """Return dL/dp, shape (N, K)."""
    t = np.eye(predicted.shape[1], dtype=predicted.dtype)[target]
    smallest = np.finfo(predicted.dtype).tiny
    yes, no = np.maximum(predicted, smallest), np.maximum(1 - predicted, smallest)
    slope: Array = -(t / (yes * t.size) - (1 - t) / (no * t.size))
    return slope


def value_of_logits(logits: Array, target: Labels) -> float:
    """Return L for scores."""
    t = np.eye(logits.shape[1])[target]
    terms = np.maximum(logits, 0) - t * logits + np.log1p(np.exp(-np.abs(logits)))
    return float(terms.sum() / t.size)


def gradient_of_logits(logits: Array, target: Labels) -> Array:
    """Return dL/dz, shape (N, K)."""
    t = np.eye(logits.shape[1], dtype=logits.dtype)[target]
    return (sigmoid.forward(logits) - t) / t.size
