"""A picture in another size."""

from __future__ import annotations

import numpy as np

from core.arrays import FloatArray


def scaled(picture: FloatArray, size: tuple[int, int]) -> FloatArray:
    """Return a picture in another size, every number a mean of those it covers.

    Where it becomes larger, numbers between pixels are means of their neighbours.

    Parameters
    ----------
    picture : ndarray of shape (h, w)
    size : tuple (H, W)
    """
    rows = _weights(picture.shape[0], size[0])
    columns = _weights(picture.shape[1], size[1])
    return rows @ picture @ columns.T


def _weights(before: int, after: int) -> FloatArray:
    """Return how much each old pixel counts for each new one: (after, before), rows sum to 1.

    A triangle as wide as two new pixels, or two old ones where it becomes larger: the usual
    bilinear filter with antialiasing.
    """
    support = max(before / after, 1.0)
    centres = (np.arange(after) + 0.5) * before / after - 0.5
    distance = np.abs(np.arange(before)[None] - centres[:, None]) / support
    weights = np.maximum(1 - distance, 0)
    shares: FloatArray = weights / weights.sum(axis=1, keepdims=True)
    return shares
