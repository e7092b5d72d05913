"""Hold some images back to judge on."""

from __future__ import annotations

import numpy as np

from core.arrays import IntArray
from core.random_streams import random_stream


def split_rows(count: int, validation_share: float, seed: int) -> tuple[IntArray, IntArray]:
    """Return the rows to train on and the rows held back, each in rising order.

    Parameters
    ----------
    count : int
        How many images there are.
    validation_share : float in [0, 0.9]
    seed : int
        Same seed, same split.
    """
    order = random_stream(seed, "split").permutation(count)
    held_back = round(count * validation_share)
    return np.sort(order[held_back:]), np.sort(order[:held_back])
