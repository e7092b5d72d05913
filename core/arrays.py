"""Array types and the one shape check every layer uses."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from core.errors import ShapeError

FloatArray = NDArray[np.floating]
IntArray = NDArray[np.integer]
ByteArray = NDArray[np.uint8]
BoolArray = NDArray[np.bool_]
Shape = tuple[int, ...]
Number = TypeVar("Number", bound=np.generic)


def check_shape(owner: str, array: NDArray[Any], expected: tuple[int | None, ...]) -> None:
    """Raise unless `array` matches `expected`; ``None`` matches any length.

    Parameters
    ----------
    owner : str
        Who is asking, as the reader of the message knows it, e.g. ``"Dense input"``.
    array : ndarray
        The array to check.
    expected : tuple of int or None
        Wanted length of every axis.

    Raises
    ------
    ShapeError
        If the number of axes or the length of any axis differs.
    """
    matches = array.ndim == len(expected)
    if matches:
        for want, got in zip(expected, array.shape, strict=True):
            if want is not None and want != got:
                matches = False
    if not matches:
        wanted = tuple("any" if want is None else want for want in expected)
        raise ShapeError(f"{owner}: expected shape {wanted}, received {array.shape}")


def shape_text(shape: Shape) -> str:
    """Return a shape as people write it: ``28×28×1``."""
    return "×".join(map(str, shape))


def largest_first(numbers: FloatArray) -> IntArray:
    """Return the positions of `numbers` by their size, those of equal size as they stand.

    NaN counts as largest.  Positions are those of the flat array.
    """
    sizes = np.abs(numbers)
    order: IntArray = np.argsort(
        np.where(np.isnan(sizes), -np.inf, -sizes), axis=None, kind="stable"
    )
    return order


def frozen_copy(array: NDArray[Number]) -> NDArray[Number]:
    """Return a C-contiguous read-only copy of `array`."""
    copied = np.array(array, order="C", copy=True)
    copied.flags.writeable = False
    return copied
