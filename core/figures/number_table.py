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

    Up to two axes are rows and columns, as they are; words may be in them.  Of more, every
    number has a line of its own that begins with its indices, counted from 0.

    Parameters
    ----------
    array : ndarray
    columns : sequence of str
        A first line for an array of two axes; none if empty.
    """
    if array.ndim <= 2:
        if columns:
            yield ",".join(map(_quoted, columns)) + "\n"
        write = _quoted if array.dtype.kind == "U" else repr
        for row in array.reshape(len(array), -1).tolist():
            yield ",".join(map(write, row)) + "\n"
        return
    yield ",".join([*AXES[: array.ndim], "value"]) + "\n"
    for index, value in zip(np.ndindex(array.shape), array.ravel().tolist(), strict=True):
        yield ",".join([*map(str, index), repr(value)]) + "\n"


def _quoted(text: str) -> str:
    """Return a text as a cell: in quotes if there is anything in it that could end it."""
    if any(sign in text for sign in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text
