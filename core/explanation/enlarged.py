"""A small map, drawn as large as the image."""

from __future__ import annotations

import numpy as np

from core.arrays import FloatArray


def enlarged(small: FloatArray, size: tuple[int, int]) -> FloatArray:
    """Return a map of another size, every number a mean of the four nearest by distance.

    Pixel centres are at halves: the edges of both maps fall together.

    Parameters
    ----------
    small : ndarray of shape (h, w)
    size : tuple (H, W)

    Returns
    -------
    ndarray of float64, shape (H, W)
    """
    rows = _between(small.shape[0], size[0])
    columns = _between(small.shape[1], size[1])
    return rows @ small.astype(np.float64) @ columns.T


def _between(few: int, many: int) -> FloatArray:
    """Return with which weight each of the few counts for each of the many: (many, few)."""
    place = np.clip((np.arange(many) + 0.5) * few / many - 0.5, 0, few - 1)
    first = np.minimum(place.astype(np.int64), max(few - 2, 0))
    share = place - first
    weights = np.zeros((many, few))
    weights[np.arange(many), first] = 1 - share
    weights[np.arange(many), np.minimum(first + 1, few - 1)] += share
    return weights
