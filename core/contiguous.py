"""Copy arrays that are scattered in memory by contiguous pieces.

NumPy pays for every contiguous piece it works on.  With the batch innermost, a map whose
pixels are picked one by one falls into pieces of N numbers; at N = 32 the price per piece is
most of the cost of an operation.  Copying is the exception: a piece can be moved as one item.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from core.arrays import FloatArray


def has_large_pieces(array: FloatArray) -> bool:
    """Return whether everything behind the first axis is one piece of memory."""
    return array[:1].flags.c_contiguous


def copy_in_pieces(target: FloatArray, source: FloatArray) -> None:
    """Copy `source` into `target`, of the same shape, piece by piece.

    A piece is the last axis, if both arrays keep it contiguous.
    """
    item = target.itemsize
    if target.strides[-1] == source.strides[-1] == item and target.dtype == source.dtype:
        piece = _piece_type(target.shape[-1] * item)
        np.copyto(target.view(piece), source.view(piece))
    else:
        np.copyto(target, source)


@lru_cache(maxsize=64)
def _piece_type(size: int) -> np.dtype[Any]:
    return np.dtype((np.void, size))
