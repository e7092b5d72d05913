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
        Memory order of the result: N contiguous (what `Conv2D` likes) or N outermost.
        The logical shape is the same.

    Returns
    -------
    ndarray of shape (N, *input_shape)
    """
    chosen = images[rows]
    n = len(chosen)
    scale = np.asarray(1 / 255, dtype)
    flat = chosen.reshape(n, -1)
    if batch_innermost:
        turned = np.ascontiguousarray(flat.T)  # (H*W*C, N)
        numbers: FloatArray = np.multiply(turned, scale, dtype=dtype)
        return numbers.reshape(*input_shape, n).transpose(-1, *range(len(input_shape)))
    row_numbers: FloatArray = np.multiply(flat, scale, dtype=dtype)
    return row_numbers.reshape(n, *input_shape)
