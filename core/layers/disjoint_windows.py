"""The maximum over windows that share no cell, on whole arrays.

Place k of all windows is one array; no cell is in two of these arrays.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.arrays import BoolArray, FloatArray


def largest_of(places: Sequence[FloatArray], *, out: FloatArray) -> None:
    """Write the largest number of every window into `out`."""
    # In the ledger: forward
    if len(places) == 1:
        np.copyto(out, places[0])
    best = places[0]
    for place in places[1:]:
        best = np.maximum(best, place, out=out)


def deal_out(
    grad: FloatArray,
    places: Sequence[FloatArray],
    largest: FloatArray,
    *,
    is_largest: BoolArray,
    out: Sequence[FloatArray],
) -> None:
    """Give every number of `grad` to the first place that was largest, in `out`.

    The last place takes what no other took.  `is_largest` is working memory.
    """
    # In the ledger: input_gradient
    left = grad
    for place, share in zip(places[:-1], out[:-1], strict=True):
        np.equal(place, largest, out=is_largest)
        np.multiply(left, is_largest, out=share)
        left = np.subtract(left, share, out=out[-1])
    if left is grad:
        np.copyto(out[-1], grad)
