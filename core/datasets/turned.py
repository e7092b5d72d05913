"""EMNIST, whose images are published with rows and columns exchanged."""

from __future__ import annotations

import re

from core.arrays import ByteArray
from core.datasets.streaming.image_storage import ImageStorage, in_pieces

#: Not ``qmnist`` or ``mnist``: those stand upright.
_EMNIST = re.compile(r"(?<![a-z])emnist", re.IGNORECASE)
NOTE = "EMNIST's images are stored with rows and columns exchanged; they were turned upright."


def is_stored_turned(name: str) -> bool:
    """Return whether a file of this name holds images whose rows are columns."""
    return _EMNIST.search(name) is not None


def turned_upright(
    images: ByteArray, storage: ImageStorage | None = None
) -> tuple[ByteArray, str]:
    """Return images with rows and columns exchanged, and a sentence that says so.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W, 1)
    storage : ImageStorage, optional
        Where the result goes; into memory by default.

    Returns
    -------
    images : ndarray of uint8, shape (N, W, H, 1)
    note : str
    """
    turned = images.transpose(0, 2, 1, 3)  # (N, W, H, 1)
    storage = storage or ImageStorage()
    return storage.collected(turned.shape[1:], in_pieces(turned), len(turned)), NOTE
