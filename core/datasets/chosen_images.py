"""Give images the size, the channels and the brightness that a description asks for."""

from __future__ import annotations

import numpy as np
from PIL import Image

from core.arrays import ByteArray, Shape, shape_text
from core.data_description import GREY, DataDescription
from core.datasets.loading_watch import LoadingWatch
from core.errors import LoadError
from core.formats.picture_frame import COLOR, PictureFit, framed

MAX_VALUES = 1 << 31
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
    if images.shape[1:] != shape:
        images = _framed_all(images, shape, PictureFit(description.fit), name, watch)
    if description.invert:
        images = ~images  # 255 - v
        images.flags.writeable = False
    return images


def _framed_all(
    images: ByteArray, shape: Shape, fit: PictureFit, name: str, watch: LoadingWatch
) -> ByteArray:
    channels = images.shape[3]
    if channels not in (shape[2], GREY, COLOR, COLOR + 1):
        raise LoadError(
            f"{name}: expected images of 1, 3 or 4 channels to make them grey or coloured, "
            f"received {channels}"
        )
    total = len(images) * int(np.prod(shape))
    if total > MAX_VALUES:
        raise LoadError(
            f"{name}: {len(images):,} images of {shape_text(shape)} take {total:,} bytes, "
            f"expected at most {MAX_VALUES:,}; choose a smaller size"
        )
    result = np.empty((len(images), *shape), np.uint8)
    for at, image in enumerate(images):
        if at % _PIECE == 0:
            watch.report(at / len(images), f"{name}: {at:,} of {len(images):,} images resized")
        result[at] = _framed(image, shape, fit)
    result.flags.writeable = False
    return result


def _framed(image: ByteArray, shape: Shape, fit: PictureFit) -> ByteArray:
    """Return one image (H, W, C) in the shape wanted; a fourth channel is transparency."""
    height, width, channels = shape
    if channels not in (GREY, COLOR):  # kept as they are, one by one
        planes = [
            framed(Image.fromarray(image[..., at]), (height, width, GREY), fit)
            for at in range(channels)
        ]
        return np.concatenate(planes, axis=2)
    plain = image[..., 0] if image.shape[2] == GREY else image[..., :COLOR]
    return framed(Image.fromarray(np.ascontiguousarray(plain)), shape, fit)
