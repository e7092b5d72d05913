"""Pictures with few colours, as a GIF needs them."""

from __future__ import annotations

import math

import numpy as np

from core.arrays import ByteArray, IntArray

#: Colours whose nearest entry is looked for at once: 4 MB of distances.
CHUNK = 4096


def pack_colors(picture: ByteArray) -> IntArray:
    """Return every pixel of a picture (H, W, 3) as one number, ``0xRRGGBB``."""
    wide = picture.astype(np.int64)
    packed: IntArray = wide[..., 0] << 16 | wide[..., 1] << 8 | wide[..., 2]
    return packed


def reduce_colors(colors: IntArray, limit: int) -> tuple[ByteArray, ByteArray]:
    """Return a palette of at most `limit` colours, and the place of every pixel in it.

    With few enough colours nothing changes.  Otherwise the box of colours that spreads
    widest, weighed by its pixels, is cut at its median until there are enough boxes.

    Parameters
    ----------
    colors : ndarray of int, shape (N,)
        See `pack_colors`.
    limit : int
        From 1 to 256.

    Returns
    -------
    palette : ndarray of uint8, shape (P, 3)
    places : ndarray of uint8, shape (N,)

    References
    ----------
    P. Heckbert, "Color image quantization for frame buffer display", SIGGRAPH 1982.
    """
    found, inverse, counts = np.unique(colors, return_inverse=True, return_counts=True)
    rgb = np.stack([found >> 16 & 255, found >> 8 & 255, found & 255], axis=1)  # (U, 3)
    if len(found) <= limit:
        return rgb.astype(np.uint8), inverse.astype(np.uint8).reshape(colors.shape)
    palette = _median_cut(rgb, counts, limit)
    nearest = _nearest(rgb, palette)
    return palette, nearest[inverse].reshape(colors.shape)


def _median_cut(rgb: IntArray, counts: IntArray, limit: int) -> ByteArray:
    boxes: list[IntArray] = [np.arange(len(rgb))]
    scores = [_spread(rgb, counts, boxes[0])]
    while len(boxes) < limit:
        widest = int(np.argmax(scores))
        box = boxes[widest]
        if scores[widest] <= 0:
            break
        first, second = _cut(rgb, counts, box)
        boxes[widest] = first
        scores[widest] = _spread(rgb, counts, first)
        boxes.append(second)
        scores.append(_spread(rgb, counts, second))
    means = [np.average(rgb[box], axis=0, weights=counts[box]) for box in boxes]
    return np.round(means).astype(np.uint8)


def _spread(rgb: IntArray, counts: IntArray, box: IntArray) -> float:
    """Return how far the colours of a box lie apart, large boxes first."""
    if len(box) < 2:
        return 0.0
    extent = float(np.ptp(rgb[box], axis=0).max())
    return extent * math.sqrt(counts[box].sum())


def _cut(rgb: IntArray, counts: IntArray, box: IntArray) -> tuple[IntArray, IntArray]:
    channel = int(np.ptp(rgb[box], axis=0).argmax())
    order = box[np.argsort(rgb[box, channel], kind="stable")]
    below = np.cumsum(counts[order])
    place = int(np.searchsorted(below, below[-1] / 2)) + 1
    place = min(max(place, 1), len(order) - 1)
    return order[:place], order[place:]


def _nearest(rgb: IntArray, palette: ByteArray) -> ByteArray:
    wanted = rgb.astype(np.float32)
    there = palette.astype(np.float32)
    squares = (there**2).sum(axis=1)
    places = np.empty(len(rgb), np.uint8)
    for start in range(0, len(rgb), CHUNK):
        part = wanted[start : start + CHUNK]
        # |a - b|² without |a|², which is the same for every entry
        places[start : start + CHUNK] = (squares - 2 * part @ there.T).argmin(axis=1)
    return places
