"""Sums, means and variances of the channels of a batch and of its parts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.arrays import FloatArray
from core.layers.coupled import Share


def combined(shares: Sequence[Share]) -> tuple[int, FloatArray, FloatArray]:
    """Return M, mean and variance over all parts of a batch.

    Parameters
    ----------
    shares : sequence of Share
        The statistics are the mean of each part, and its sum of squared deviations from it.
    """
    if len(shares) == 1:
        count, (mean, squares) = shares[0]
        return count, mean, squares / count
    dtype = shares[0].statistics.dtype
    counts = np.array([[float(share.numbers)] for share in shares])  # (K, 1)
    means, squares = np.stack([share.statistics for share in shares], axis=1)  # (K, C)
    count = int(counts.sum())
    mean = (counts * means).sum(axis=0) / count  # (C,)
    variance = (squares + counts * (means - mean) ** 2).sum(axis=0) / count
    return count, mean.astype(dtype), variance.astype(dtype)


def sum_per_channel(*factors: FloatArray) -> FloatArray:
    """Return the product of the arrays, summed over all axes but the last: shape (C,).

    Over the samples first: one long sum in float32 loses digits.
    """
    axes = "nhwc" if factors[0].ndim == 4 else "nc"
    terms = ",".join([axes] * len(factors))
    # In the ledger: parameter_gradients
    over_samples = np.einsum(f"{terms}->{axes[1:]}", *factors)  # (H, W, C) or (C,)
    sums: FloatArray = over_samples.reshape(-1, over_samples.shape[-1]).sum(axis=0)
    return sums
