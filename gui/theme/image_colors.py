"""Images of a data set as colours of the screen."""

from __future__ import annotations

import numpy as np

from core.arrays import ByteArray, FloatArray, IntArray
from gui.theme.tensor_colors import HALF, ColorCode, color_table, colors_of
from gui.theme.theme import Theme

#: Channels of an image in colour; a fourth is how dense it is.
COLORS = 3


def image_colors(image: ByteArray, theme: Theme) -> IntArray:
    """Return an image as it is: in its own colours if it has any, else in those of ink.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W, C)
    theme : Theme

    Returns
    -------
    ndarray of uint32, shape (H, W)
        0xffRRGGBB.
    """
    if image.shape[2] < COLORS:
        ink = image.mean(axis=2) if image.shape[2] > 1 else image[:, :, 0]
        inked: IntArray = color_table(theme, ColorCode.INK)[HALF + ink.astype(np.intp)]
        return np.ascontiguousarray(inked)
    pixels = image[:, :, :COLORS].astype(np.uint32)
    joined: IntArray = pixels @ np.array([0x10000, 0x100, 1], np.uint32)
    joined |= np.uint32(0xFF000000)
    return joined


def shares_colors(shares: FloatArray, theme: Theme) -> IntArray:
    """Return an image of shares of full ink or light, 0 to 1, as `image_colors` does."""
    if shares.shape[2] < COLORS:
        inked = colors_of(shares.mean(axis=2), 1.0, theme, ColorCode.INK)
        return np.ascontiguousarray(inked)
    bytes_ = np.rint(np.clip(np.nan_to_num(shares), 0, 1) * 255).astype(np.uint8)
    return image_colors(bytes_, theme)
