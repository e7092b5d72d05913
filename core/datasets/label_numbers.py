"""Classes as whole numbers."""

from __future__ import annotations

import numpy as np

from core.arrays import IntArray
from core.data_description import MOST_CLASSES

HIGHEST_LABEL = MOST_CLASSES - 1
_HIGHEST_BYTE = 255


def stored_labels(values: IntArray) -> IntArray:
    """Return labels as a data set keeps them: bytes, or pairs of bytes if there are more.

    Parameters
    ----------
    values : ndarray of int, shape (N,)
        From 0 to 65,535.

    Returns
    -------
    ndarray of uint8 or uint16, shape (N,)
        Read-only; labels up to 255 are always bytes.
    """
    highest = int(values.max()) if len(values) else 0
    labels: IntArray = (
        values.astype(np.uint8) if highest <= _HIGHEST_BYTE else values.astype(np.uint16)
    )
    labels.flags.writeable = False
    return labels
