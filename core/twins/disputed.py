"""Finds an image that two networks take for different classes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from core.arrays import ByteArray, IntArray
from core.errors import Cancelled
from core.inspection.predictions import predict_labels
from core.network import Network
from core.network_spec import NetworkSpec

#: Images that both are asked about before anything else is looked at.
AT_ONCE = 500
#: A network, and what it was built from.
Judge = tuple[Network, NetworkSpec]


def next_disputed(
    first: Judge,
    second: Judge,
    images: ByteArray,
    rows: IntArray,
    after: int = -1,
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> int | None:
    """Return the next of some images, going round, of which two networks say other classes.

    Parameters
    ----------
    first, second : tuple of Network and NetworkSpec
        Between two steps; stay as they are.
    images : ndarray of uint8, shape (n, H, W, C)
    rows : ndarray of int, shape (m,)
        Which of them are looked at.
    after : int
        A place in `rows`, which is looked at last; -1 to begin with the first one.

    Returns
    -------
    int or None
        A place in `rows`; None if both say the same of all of them.

    Raises
    ------
    Cancelled
        If `cancelled` says so.
    """
    order = np.roll(np.arange(len(rows)), -(after + 1))
    for start in range(0, len(order), AT_ONCE):
        if cancelled():
            raise Cancelled("the image is no longer wanted")
        places = order[start : start + AT_ONCE]
        with np.errstate(all="ignore"):  # a diverged network says something, too
            ours, theirs = (
                predict_labels(network, images, rows[places], spec.input_shape)
                for network, spec in (first, second)
            )
        others = np.flatnonzero(ours != theirs)
        if len(others):
            return int(places[others[0]])
    return None
