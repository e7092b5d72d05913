"""Numbers as small PNG pictures with a transparent ground, right on paper and on a screen."""

from __future__ import annotations

import base64
import io

import numpy as np
from PIL import Image

from core.arrays import ByteArray, FloatArray

#: The two ends of the sign code; between them is what stands behind.
NEGATIVE, POSITIVE = (224, 107, 10), (31, 110, 222)
#: What is no number.
BROKEN = (198, 40, 40)
#: Shades on each side of zero.
SHADES = 60
#: A longer side is made smaller first: no page shows more.
LONGEST_SIDE = 96


def signed_png(values: FloatArray, limit: float, pixel: int = 1) -> bytes:
    """Return signed numbers as a picture: the larger, the less transparent.

    Parameters
    ----------
    values : ndarray of float, shape (H, W)
    limit : float
        The size that is drawn in full; larger ones are drawn as that.
    pixel : int
        Side of a cell in pixels.
    """
    shares = _smaller(values) / limit if limit > 0 else np.zeros(values.shape)
    is_number = np.isfinite(shares) | np.isinf(shares)
    steps = np.rint(np.clip(np.where(is_number, shares, 0), -1, 1) * SHADES)
    indices = np.where(is_number, steps + SHADES, 2 * SHADES + 1).astype(np.uint8)
    alphas = np.abs(np.arange(-SHADES, SHADES + 1)) * 255 // SHADES
    colors = [*([NEGATIVE] * SHADES), *([POSITIVE] * (SHADES + 1)), BROKEN]
    return _palette_png(indices, colors, bytes([*alphas.tolist(), 255]), pixel)


def ink_png(values: FloatArray, pixel: int = 1) -> bytes:
    """Return an image; grey is black ink on nothing, three channels are a colour.

    Parameters
    ----------
    values : ndarray of float, shape (H, W) or (H, W, 3)
        From 0 to 1.
    pixel : int
    """
    shown = np.clip(np.nan_to_num(_smaller(values)), 0, 1)
    if shown.ndim == 3:
        pixels = np.rint(shown * 255).astype(np.uint8)
        return _png(Image.fromarray(_enlarged(pixels, pixel)))
    indices = np.rint(shown * 120).astype(np.uint8)
    alphas = bytes(at * 255 // 120 for at in range(121))
    return _palette_png(indices, [(0, 0, 0)] * 121, alphas, pixel)


def data_uri(png: bytes) -> str:
    """Return a picture as an address that holds it."""
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def _palette_png(
    indices: ByteArray, colors: list[tuple[int, int, int]], alphas: bytes, pixel: int
) -> bytes:
    image = Image.fromarray(_enlarged(indices, pixel), mode="P")
    image.putpalette([part for color in colors for part in color])
    return _png(image, alphas)


def _png(image: Image.Image, alphas: bytes | None = None) -> bytes:
    content = io.BytesIO()
    more = {} if alphas is None else {"transparency": alphas}
    image.save(content, "PNG", optimize=True, **more)
    return content.getvalue()


def _enlarged(pixels: ByteArray, pixel: int) -> ByteArray:
    return pixels.repeat(pixel, axis=0).repeat(pixel, axis=1)


def _smaller(values: FloatArray) -> FloatArray:
    """Return means of blocks, if a side is longer than `LONGEST_SIDE`."""
    block = -(-max(values.shape[:2]) // LONGEST_SIDE)
    found = np.asarray(values, np.float64)
    if block == 1:
        return found
    rows, columns = (np.arange(0, side, block) for side in values.shape[:2])
    sums = np.add.reduceat(np.add.reduceat(found, rows, axis=0), columns, axis=1)
    counts = np.outer(
        np.diff(np.append(rows, values.shape[0])), np.diff(np.append(columns, values.shape[1]))
    )
    means: FloatArray = sums / counts.reshape(*counts.shape, *(1,) * (values.ndim - 2))
    return means
