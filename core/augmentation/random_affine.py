"""Random shifts, turns and scalings, as one map per image."""

from __future__ import annotations

import numpy as np

from core.arrays import FloatArray
from core.augmentation.spec import AugmentationSpec


def draw_affine(
    spec: AugmentationSpec, count: int, height: int, width: int, rng: np.random.Generator
) -> FloatArray:
    """Draw one map per image from places in the changed image to places in the given one.

    Returns
    -------
    ndarray of float32, shape (2, count, 3)
        See `affine_maps`.
    """
    shift = rng.uniform(-spec.shift, spec.shift, (2, count))
    angle = np.radians(rng.uniform(-spec.rotate, spec.rotate, count))
    zoom = rng.uniform(1 - spec.scale, 1 + spec.scale, count)
    return affine_maps(shift, angle, zoom, height, width)


def affine_maps(
    shift: FloatArray, angle: FloatArray, zoom: FloatArray, height: int, width: int
) -> FloatArray:
    r"""Return maps from places in changed images to places in the given ones.

    The change turns by θ and scales by z about the centre c, then shifts by d; so what is
    seen at p comes from

    .. math:: q = z^{-1} R(-\theta) \, (p - c - d) + c

    Parameters
    ----------
    shift : ndarray of shape (2, count)
        Rows down and columns to the right, in pixels.
    angle, zoom : ndarray of shape (count,)
        Radians; a factor.
    height, width : int
        Of the images.

    Returns
    -------
    ndarray of float32, shape (2, count, 3)
        Row and column of q are the dot products with ``(row, column, 1)`` of p.
    """
    count = len(angle)
    cosine, sine = np.cos(angle) / zoom, np.sin(angle) / zoom
    middle_row, middle_column = (height - 1) / 2, (width - 1) / 2
    down, across = middle_row + shift[0], middle_column + shift[1]  # c + d
    maps = np.empty((2, count, 3), np.float32)
    maps[0, :, 0], maps[0, :, 1] = cosine, sine
    maps[1, :, 0], maps[1, :, 1] = -sine, cosine
    maps[0, :, 2] = middle_row - cosine * down - sine * across
    maps[1, :, 2] = middle_column + sine * down - cosine * across
    return maps


def pixel_places(height: int, width: int) -> FloatArray:
    """Return ``(row, column, 1)`` of every pixel, as float32 of shape (3, height * width)."""
    rows, columns = np.divmod(np.arange(height * width, dtype=np.float32), np.float32(width))
    return np.stack([rows, columns, np.ones(height * width, np.float32)])
