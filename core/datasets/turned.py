"""EMNIST, whose images are published with rows and columns exchanged."""

from __future__ import annotations

import re
from collections.abc import Callable

from core.arrays import ByteArray
from core.datasets.streaming.image_storage import ImageStorage, in_pieces

#: Not ``qmnist`` or ``mnist``: those stand upright.
_EMNIST = re.compile(r"(?<![a-z])emnist", re.IGNORECASE)
NOTE = "EMNIST's images are stored with rows and columns exchanged; they were turned upright."


def is_stored_turned(name: str) -> bool:
    """Return whether a file of this name holds images whose rows are columns."""
    return _EMNIST.search(name) is not None


def turned_upright(
    images: ByteArray,
    storage: ImageStorage | None = None,
    check: Callable[[], object] = bool,
) -> tuple[ByteArray, str]:
    """Return images with rows and columns exchanged, and a sentence that says so.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W, 1)
    storage : ImageStorage, optional
        Where the result goes; into memory by default.
    check : callable, optional
        Called between two pieces; raises if they are no longer wanted.

    Returns
    -------
    images : ndarray of uint8, shape (N, W, H, 1)
    note : str
    """
    turned = images.transpose(0, 2, 1, 3)  # (N, W, H, 1)
    storage = storage or ImageStorage()
    pieces = in_pieces(turned, check=check)
    return storage.collected(turned.shape[1:], pieces, len(turned)), NOTE
