"""Cut a batch out of the data set, as numbers a network can work with."""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import ByteArray, FloatArray, IntArray, Shape, shape_text
from core.buffers import Buffers
from core.errors import ShapeError

#: Which axes are first, second, … in memory, and how to bring them back to their logical
#: order; by the number of axes.
_INNERMOST = {2: ((1, 0), (1, 0)), 4: ((2, 3, 1, 0), (3, 2, 0, 1))}
_OUTERMOST = {2: ((0, 1), (0, 1)), 4: ((0, 1, 2, 3), (0, 1, 2, 3))}


def cut_batch(
    images: ByteArray,
    rows: IntArray | slice,
    input_shape: Shape,
    *,
    batch_innermost: bool,
    buffers: Buffers | None = None,
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
    buffers : Buffers, optional
        Where the result is to lie: it is then valid until the next call with these.
    dtype : dtype, default float32

    Returns
    -------
    ndarray of shape (N, *input_shape)

    Raises
    ------
    ShapeError
        If an image has more or fewer numbers than an input.
    """
    if buffers is None or isinstance(rows, slice):
        chosen = images[rows]
    else:  # rows are valid, so no index is cut off: this spares a second look at each
        shape = (len(rows), *images.shape[1:])
        chosen = images.take(rows, 0, buffers.take("bytes", shape, images.dtype), "clip")
    try:
        chosen = chosen.reshape(len(chosen), *input_shape)
    except ValueError:  # the images of another run, or a network made for others
        raise ShapeError(
            f"The network reads inputs of {shape_text(input_shape)}, but the images are "
            f"{shape_text(images.shape[1:])}: load the data of the run."
        ) from None
    to_memory, back = _INNERMOST[chosen.ndim] if batch_innermost else _OUTERMOST[chosen.ndim]
    chosen = chosen.transpose(to_memory)
    if buffers is None:
        numbers: FloatArray = np.empty(chosen.shape, dtype)
    else:
        numbers = buffers.take("numbers", chosen.shape, dtype)
    np.copyto(numbers, chosen)
    numbers *= np.asarray(1 / 255, dtype)
    return numbers.transpose(back)
