"""Cut a batch out of the data set, as numbers a network can work with."""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import ByteArray, FloatArray, IntArray, Shape


def cut_batch(
    images: ByteArray,
    rows: IntArray | slice,
    input_shape: Shape,
    *,
    batch_innermost: bool,
    dtype: DTypeLike = np.float32,
) -> FloatArray:
    """Return the images of `rows` as numbers from 0 (no ink) to 1 (full ink).

    Parameters
    ----------
    images : ndarray of uint8, shape (M, H, W, C)
    rows : ndarray of int, shape (N,), or slice
    input_shape : tuple
        ``(H, W, C)`` or ``(H * W * C,)``, what the network expects of one sample.
    batch_innermost : bool
        Memory order of the result: ``(W, C, H, N)``, which `Conv2D` likes, or N outermost.
        The logical shape is the same.

    Returns
    -------
    ndarray of shape (N, *input_shape)
    """
    chosen = images[rows]
    chosen = chosen.reshape(len(chosen), *input_shape)
    if batch_innermost:
        n, *sample = chosen.shape
        if len(sample) == 1:
            numbers = np.empty((*sample, n), dtype).T
        else:
            h, w, c = sample
            numbers = np.empty((w, c, h, n), dtype).transpose(3, 2, 0, 1)
    else:
        numbers = np.empty(chosen.shape, dtype)
    np.copyto(numbers, chosen)
    numbers *= np.asarray(1 / 255, dtype)
    return numbers
