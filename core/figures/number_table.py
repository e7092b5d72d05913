"""Arrays as text that reads back to the same numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: What the axes of an array are called, the last ones of these.
AXES = ("map", "row", "column", "channel")


def csv_lines(array: NDArray[Any], columns: Sequence[str] = ()) -> Iterator[str]:
    """Yield an array as lines of a table; reading a number gives the very same again.

    Up to two axes are rows and columns, as they are.  Of more, every number has a line of its
    own that begins with its indices, counted from 0.

    Parameters
    ----------
    array : ndarray
    columns : sequence of str
        A first line for an array of two axes; none if empty.
    """
    if array.ndim <= 2:
        if columns:
            yield ",".join(columns) + "\n"
        for row in array.reshape(len(array), -1).tolist():
            yield ",".join(repr(number) for number in row) + "\n"
        return
    yield ",".join([*AXES[: array.ndim], "value"]) + "\n"
    for index, value in zip(np.ndindex(array.shape), array.ravel().tolist(), strict=True):
        yield ",".join([*map(str, index), repr(value)]) + "\n"
