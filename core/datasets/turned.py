"""EMNIST, whose images are published with rows and columns exchanged."""

from __future__ import annotations

import re

import numpy as np

from core.arrays import ByteArray

#: Not ``qmnist`` or ``mnist``: those stand upright.
_EMNIST = re.compile(r"(?<![a-z])emnist", re.IGNORECASE)
NOTE = "EMNIST's images are stored with rows and columns exchanged; they were turned upright."


def is_stored_turned(name: str) -> bool:
    """Return whether a file of this name holds images whose rows are columns."""
    return _EMNIST.search(name) is not None


def turned_upright(images: ByteArray) -> tuple[ByteArray, str]:
    """Return images with rows and columns exchanged, and a sentence that says so.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W, 1)

    Returns
    -------
    images : ndarray of uint8, shape (N, W, H, 1)
    note : str
    """
    return np.ascontiguousarray(images.transpose(0, 2, 1, 3)), NOTE
