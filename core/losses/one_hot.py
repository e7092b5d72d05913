"""Labels as rows of zeros with a one."""

from __future__ import annotations

import numpy as np

from core.arrays import FloatArray, IntArray


def one_hot(target: IntArray, model: FloatArray) -> FloatArray:
    """Return 1 for the true class of each row and 0 elsewhere.

    Parameters
    ----------
    target : ndarray of int, shape (N,)
    model : ndarray of shape (N, classes)
        Gives shape and type.
    """
    hot = np.zeros_like(model)
    hot[np.arange(len(model)), target] = 1
    return hot
