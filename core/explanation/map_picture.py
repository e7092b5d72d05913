"""A map as a picture."""

from __future__ import annotations

import numpy as np

from core.arrays import ByteArray, FloatArray

#: For the class, against it; what says nothing is white.
FOR, AGAINST = (33, 102, 172), (217, 95, 2)
#: Least length of the longer side, in pixels of the picture.
LENGTH = 280


def colored(values: FloatArray) -> ByteArray:
    """Return the colours of a map: blue for the class, orange against it, white for 0.

    The largest number without its sign has the full colour; channels are added up.

    Parameters
    ----------
    values : ndarray of shape (H, W) or (H, W, C)

    Returns
    -------
    ndarray of uint8, shape (H, W, 3)
    """
    plane = values.sum(axis=2) if values.ndim == 3 else values
    plane = np.nan_to_num(plane, nan=0.0, posinf=0.0, neginf=0.0)
    most = np.abs(plane).max(initial=0.0)
    strength = np.abs(plane)[..., None] / (most or 1.0)
    hue = np.where(plane[..., None] >= 0, np.array(FOR), np.array(AGAINST))
    return np.rint(255 + (hue - 255) * strength).astype(np.uint8)


def map_png(values: FloatArray) -> bytes:
    """Return a map as a PNG file, each of its numbers a square of pixels."""
    from core.formats.png_picture import png_bytes  # late: no other command needs Pillow

    colors = colored(values)
    side = max(1, -(-LENGTH // max(colors.shape[:2])))
    return png_bytes(colors.repeat(side, axis=0).repeat(side, axis=1))
