"""Bring a picture of any size and colour into a frame."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from PIL import Image

from core.arrays import ByteArray, Shape

GREY, COLOR = 1, 3


class PictureFit(StrEnum):
    """How a picture of other proportions comes into the frame."""

    FIT = "fit"
    CROP = "crop"
    STRETCH = "stretch"


def framed(image: Image.Image, shape: Shape, fit: PictureFit) -> ByteArray:
    """Return a picture as an image.

    Parameters
    ----------
    image : Image
        Of mode L or RGB.
    shape : tuple (H, W, C)
        Wanted; C is 1 or 3.
    fit : PictureFit

    Returns
    -------
    ndarray of uint8, shape (H, W, C)
    """
    height, width, channels = shape
    mode = "L" if channels == GREY else "RGB"
    if image.mode != mode:
        image = image.convert(mode)
    if image.size != (width, height):
        image = _resized(image, width, height, fit)
    # twice as fast as `np.asarray`, which asks the picture for its type and shape as text
    return np.frombuffer(image.tobytes(), np.uint8).reshape(shape)


def _resized(image: Image.Image, width: int, height: int, fit: PictureFit) -> Image.Image:
    across, down = width / image.width, height / image.height
    if fit is PictureFit.STRETCH:
        return image.resize((width, height), _filter(min(across, down)))
    scale = min(across, down) if fit is PictureFit.FIT else max(across, down)
    if fit is PictureFit.CROP:
        shown_width, shown_height = width / scale, height / scale
        left, top = (image.width - shown_width) / 2, (image.height - shown_height) / 2
        box = (
            max(left, 0.0),
            max(top, 0.0),
            min(left + shown_width, image.width),
            min(top + shown_height, image.height),
        )
        return image.resize((width, height), _filter(scale), box=box)
    inner = (
        min(width, max(1, round(image.width * scale))),
        min(height, max(1, round(image.height * scale))),
    )
    frame = Image.new(image.mode, (width, height))
    place = ((width - inner[0]) // 2, (height - inner[1]) // 2)
    frame.paste(image.resize(inner, _filter(scale)), place)
    return frame


def _filter(scale: float) -> Image.Resampling:
    """Return means of what falls into a cell when it becomes smaller, straight lines else."""
    return Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR
