"""Find images and labels in arrays whose axes have no names."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.arrays import ByteArray, IntArray, Shape, shape_text
from core.data_description import MOST_CLASSES
from core.datasets.label_numbers import HIGHEST_LABEL, stored_labels
from core.datasets.pixel_values import as_pixels
from core.errors import LoadError

LARGEST_SIDE = 256
MOST_CHANNELS = 4


def as_images(values: NDArray[Any], where: str) -> tuple[ByteArray, tuple[str, ...]]:
    """Return images (N, H, W, C), uint8, and what was guessed or changed, as sentences.

    Parameters
    ----------
    values : ndarray
        Of shape (N, H, W), (N, H, W, C), (N, C, H, W) or (N, side²).
    where : str
        What the array is called in sentences.

    Raises
    ------
    LoadError
        If it is of another shape, too large, or no brightness.
    """
    arranged, note = _arranged(values, where)
    pixels, notes = as_pixels(arranged, where)
    return pixels, (*((note,) if note else ()), *notes)


def image_shape(shape: Shape) -> Shape | None:
    """Return the shape (H, W, C) of images in an array of this shape; None if it has none."""
    sides: Shape | None = None
    match shape:
        case (_, height, width, channels) if channels <= MOST_CHANNELS:
            sides = (height, width, channels)
        case (_, channels, height, width) if channels <= MOST_CHANNELS:
            sides = (height, width, channels)
        case (_, height, width):
            sides = (height, width, 1)
        case (_, pixels) if pixels > MOST_CHANNELS and math.isqrt(pixels) ** 2 == pixels:
            sides = (math.isqrt(pixels), math.isqrt(pixels), 1)
    if sides is None or not shape[0] or not all(1 <= side <= LARGEST_SIDE for side in sides):
        return None
    return sides if sides[2] else None


def as_labels(values: NDArray[Any], where: str) -> tuple[IntArray, tuple[str, ...] | None]:
    """Return classes as whole numbers from 0, and their names if they are text.

    Parameters
    ----------
    values : ndarray
        Of shape (N,) or (N, 1): whole numbers or text; or (N, K) with a single 1 a row.
    where : str
        What the array is called in sentences.

    Raises
    ------
    LoadError
        If it holds anything else, or more than 65,536 classes.
    """
    if values.ndim == 2 and values.shape[1] == 1:
        values = values[:, 0]
    elif values.ndim == 2 and values.dtype.kind in "buif":
        values = _hot(values, where)
    if values.ndim != 1 or not len(values):
        raise LoadError(
            f"{where}: expected one label an image, received the shape "
            f"{shape_text(values.shape) or 'of a single number'}"
        )
    if values.dtype.kind in "US":
        return _from_text(values, where)
    if values.dtype.kind == "f" and not np.all(np.isfinite(values) & (values % 1 == 0)):
        raise LoadError(f"{where}: expected whole numbers as labels")
    wrong = np.flatnonzero((values < 0) | (values > HIGHEST_LABEL))
    if len(wrong):
        raise LoadError(
            f"{where}: expected labels from 0 to {HIGHEST_LABEL:,}, received "
            f"{values[wrong[0]]} as label of image {wrong[0]:,}"
        )
    return stored_labels(values), None


def _arranged(values: NDArray[Any], where: str) -> tuple[NDArray[Any], str]:
    sides = image_shape(values.shape)
    if sides is None:
        raise LoadError(
            f"{where}: expected images of shape N×H×W, N×H×W×C or N×C×H×W, each side at most "
            f"{LARGEST_SIDE}, received {shape_text(values.shape) or 'a single number'}"
        )
    if values.ndim == 4 and values.shape[1:] != sides:
        return values.transpose(0, 2, 3, 1), "Channels came first; they were put last."
    return values.reshape(len(values), *sides), ""  # (N, H, W, C)


def _hot(values: NDArray[Any], where: str) -> NDArray[Any]:
    is_hot = np.all((values == 0) | (values == 1)) and np.all(values.sum(axis=1) == 1)
    if not is_hot:
        raise LoadError(f"{where}: expected a single 1 a row, or one label an image")
    places: NDArray[Any] = values.argmax(axis=1)
    return places


def _from_text(values: NDArray[Any], where: str) -> tuple[IntArray, tuple[str, ...]]:
    found, places = np.unique(values, return_inverse=True)
    if len(found) > MOST_CLASSES:
        raise LoadError(
            f"{where}: expected at most {MOST_CLASSES:,} classes, received {len(found):,}"
        )
    names = tuple(
        one.decode("utf-8", errors="replace") if isinstance(one, bytes) else str(one)
        for one in found.tolist()
    )
    return stored_labels(places), names
