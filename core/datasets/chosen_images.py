"""Give images the size, the channels and the brightness that a description asks for."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from core.arrays import ByteArray, Shape, shape_text
from core.data_description import GREY, DataDescription
from core.datasets.loading_watch import LoadingWatch
from core.errors import LoadError
from core.formats.picture_frame import COLOR, PictureFit, framed_pixels
from core.number_words import counted

_PIECE = 1_024


def chosen_images(
    images: ByteArray, description: DataDescription, name: str, watch: LoadingWatch
) -> ByteArray:
    """Return images as a description says; the very array if they are so already.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W, C)
    description : DataDescription
    name : str
        Of the source, for sentences.
    watch : LoadingWatch

    Returns
    -------
    ndarray of uint8, shape (N, H', W', C')
        Read-only if anything was changed.

    Raises
    ------
    LoadError
        If there is no such way to colour, or they would be too large.
    Cancelled
        If `watch` says so.
    """
    height, width = description.size or images.shape[1:3]
    shape = (height, width, description.channels or images.shape[3])
    if description.extra.white is not None:
        table = _brighter(description.extra.white)
        images = _in_pieces(images, images.shape[1:], lambda one: table[one], name, watch)
    if images.shape[1:] != shape:
        fit = PictureFit(description.fit)
        _check_framing(images, shape, name, watch.storage.limit)
        images = _in_pieces(images, shape, lambda one: _framed(one, shape, fit), name, watch)
    if description.invert:
        images = _in_pieces(images, shape, lambda one: ~one, name, watch)  # 255 - v
    return images


def _brighter(white: int) -> ByteArray:
    """Return what every brightness becomes if `white` and all over it becomes 255."""
    table: ByteArray = np.minimum(np.rint(np.arange(256) * (255 / white)), 255).astype(np.uint8)
    return table


def _check_framing(images: ByteArray, shape: Shape, name: str, limit: int) -> None:
    channels = images.shape[3]
    if channels not in (shape[2], GREY, COLOR, COLOR + 1):
        raise LoadError(
            f"{name}: expected images of 1, 3 or 4 channels to make them grey or coloured, "
            f"received {channels}"
        )
    total = len(images) * int(np.prod(shape))
    if total > limit:
        raise LoadError(
            f"{name}: {counted(len(images), 'image')} of {shape_text(shape)} take {total:,} "
            f"bytes, expected at most {limit:,}; choose a smaller size"
        )


def _in_pieces(
    images: ByteArray,
    shape: Shape,
    change: Callable[[ByteArray], ByteArray],
    name: str,
    watch: LoadingWatch,
) -> ByteArray:
    """Return what `change` makes of the images, kept where the watch keeps images."""
    growing = watch.storage.images(shape, len(images))
    for first in range(0, len(images), _PIECE):
        watch.report(first / len(images), f"{name}: {first:,} of {len(images):,} images")
        growing.add(change(images[first : first + _PIECE]))
    return growing.finish()


def _framed(images: ByteArray, shape: Shape, fit: PictureFit) -> ByteArray:
    return np.stack([_framed_one(image, shape, fit) for image in images])


def _framed_one(image: ByteArray, shape: Shape, fit: PictureFit) -> ByteArray:
    """Return one image (H, W, C) in the shape wanted; a fourth channel is transparency."""
    height, width, channels = shape
    if channels in (GREY, COLOR):
        return framed_pixels(image, shape, fit)
    planes = [  # kept as they are, one by one
        framed_pixels(image[..., at : at + 1], (height, width, GREY), fit)
        for at in range(channels)
    ]
    return np.concatenate(planes, axis=2)
