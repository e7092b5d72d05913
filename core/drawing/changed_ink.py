"""Change the ink of a digit so that it becomes more of a class."""

from __future__ import annotations

import numpy as np

from core.arrays import ByteArray, FloatArray
from core.drawing.board import BOARD_SIDE
from core.errors import LoadError

#: Of full ink: how much a step changes the pixel that counts most.
STEP = 0.25
FULL = 255


def stepped(image: ByteArray, slope: FloatArray, step: float = STEP) -> ByteArray:
    """Return a digit with more ink where that helps, and less where less does.

    Each pixel changes in proportion to its slope; the one that counts most, of those that can
    change, by `step`.  Formula: x ← clip(x + step · 255 · s / max |s|, 0, 255).

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W)
    slope : ndarray of shape (H, W)
        How much the class gains by the ink of each pixel: positive where more ink helps.
    step : float
        Of full ink.

    Raises
    ------
    LoadError
        If the slope is no number, or nothing that can be changed would help.
    """
    if not np.isfinite(slope).all():
        raise LoadError("the network puts out no numbers here, so no ink can be changed")
    may_change = np.where(slope > 0, image < FULL, image > 0) & (slope != 0)
    largest = float(np.abs(slope[may_change]).max(initial=0.0))
    if largest == 0:
        raise LoadError("no change of the ink would make it more of this class")
    change = slope / largest * (step * FULL)
    changed: ByteArray = np.rint(np.clip(image + change, 0, FULL)).astype(np.uint8)
    return changed


def enlarged(image: ByteArray) -> ByteArray:
    """Return an image of shape (h, w) as a board: every pixel a square of whole pixels."""
    times = max(1, round(BOARD_SIDE / max(image.shape)))
    board: ByteArray = np.repeat(np.repeat(image, times, axis=0), times, axis=1)
    return board
