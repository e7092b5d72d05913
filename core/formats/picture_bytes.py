"""Decode the bytes of a picture that may come from anywhere, grey or in colour."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import numpy as np
import PIL
from PIL import Image, ImageOps, UnidentifiedImageError

from core.errors import LoadError
from core.formats.image_file import FAINT, FORMATS, MAX_PIXELS
from core.formats.plain_png import plain_png

#: Another one may read other pixels from the same JPEG file.
DECODER = f"Pillow {PIL.__version__}"
_PLAIN = ("L", "RGB")
#: In the `info` of a picture that could be seen through: what it was laid on.
LAID_ON, WHITE, BLACK = "laid on", "white", "black"
_OPAQUE = 255
#: What is decoded, for those who only hand it on.
Picture = Image.Image


@contextmanager
def many_pictures() -> Iterator[None]:
    """Silence Pillow's warnings of what is checked here; once around many pictures."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def picture_size(content: bytes, name: str) -> tuple[int, int, bool]:
    """Return height, width and whether a picture is grey, without decoding it.

    The first bytes of a file will do; if they do not tell, it is refused as damaged.

    Raises
    ------
    LoadError
        If it is too large, damaged, or no picture.
    """
    try:
        image = _opened(content, name)
        width, height = image.size
        if _lies(image):
            width, height = height, width
        return height, width, _is_grey(image)
    except Exception as error:  # noqa: BLE001  # a damaged file can fail in any way of Pillow's
        raise _refusal(error, name) from None


def decoded(content: bytes, name: str, most_side: int | None = None) -> Image.Image:
    """Return the picture in the bytes of a file, of mode L or RGB and upright.

    What can be seen through is laid on white, or on black where nothing stands out from white,
    such as a white digit; of several pictures the first is taken.

    Parameters
    ----------
    content : bytes
    name : str
        What it is called in sentences.
    most_side : int, optional
        A JPEG may be decoded smaller, but no smaller than this; that is much faster.

    Raises
    ------
    LoadError
        If it is too large, damaged, or no picture.
    """
    if (plain := plain_png(content)) is not None:
        return plain
    try:
        image = _opened(content, name)
        if most_side is not None and image.format == "JPEG":
            image.draft(image.mode, (most_side, most_side))
        image.load()
        if image.format != "PNG" or "exif" in image.info:
            turned = ImageOps.exif_transpose(image)
            return turned if turned.mode in _PLAIN else _plain(turned)
        if image.mode == "L" and "transparency" not in image.info:
            return image
        return _plain(image)
    except Exception as error:  # noqa: BLE001  # as above
        raise _refusal(error, name) from None


def upper_part(content: bytes, rows: int, least_side: int) -> Image.Image | None:
    """Return the upper rows of a PNG picture over black; None of what is no plain PNG file.

    Parameters
    ----------
    content : bytes
    rows : int
        That are decoded, from 1.
    least_side : int
        What is returned is made smaller, but no side smaller than this.
    """
    part = plain_png(content, rows)
    if part is None:
        return None
    height = int.from_bytes(content[20:24])
    times = max(1, min(part.width, height) // least_side)
    smaller = part.reduce(times)
    whole = Image.new(part.mode, (-(-part.width // times), -(-height // times)))
    whole.paste(smaller, (0, 0))
    return whole


_ORIENTATION = 0x0112
_TURNED = (5, 6, 7, 8)


def _lies(image: Image.Image) -> bool:
    """Return whether height and width are exchanged when a picture stands upright.

    A TIFF says so itself; a PNG that has nothing to say would be decoded to look for it.
    """
    says = image.format in ("JPEG", "MPO") or "exif" in image.info
    is_asked = says and image.format != "TIFF"
    return is_asked and image.getexif().get(_ORIENTATION, 1) in _TURNED


def _opened(content: bytes, name: str) -> Image.Image:
    image = Image.open(BytesIO(content), formats=FORMATS)
    width, height = image.size
    if not width or not height:
        raise LoadError(f"{name}: this picture has no pixels")
    if width * height > MAX_PIXELS:
        raise LoadError(
            f"{name}: expected at most {MAX_PIXELS:,} pixels, received {width * height:,}"
        )
    return image


def _refusal(error: Exception, name: str) -> LoadError:
    if isinstance(error, LoadError):
        return error
    if isinstance(error, UnidentifiedImageError):
        return LoadError(f"{name}: this is no image that can be read")
    if isinstance(error, Image.DecompressionBombError):
        return LoadError(f"{name}: expected at most {MAX_PIXELS:,} pixels")
    return LoadError(f"{name}: this image is damaged")


def _is_grey(image: Image.Image) -> bool:
    if image.mode == "P" and image.palette is not None:
        colors = np.frombuffer(image.palette.tobytes(), np.uint8)
        if image.palette.mode != "RGB" or len(colors) % 3:
            return False
        red, green, blue = colors.reshape(-1, 3).T
        return bool(np.array_equal(red, green) and np.array_equal(green, blue))
    return image.mode in ("1", "L", "LA", "La") or image.mode.startswith(("I", "F"))


def _plain(image: Image.Image) -> Image.Image:
    is_grey = _is_grey(image)
    if image.mode.startswith(("I", "F")):
        numbers = np.nan_to_num(np.asarray(image).astype(np.float32))
        top = 65_535.0 if image.mode.startswith("I") else max(float(numbers.max()), 1.0)
        return Image.fromarray(np.clip(numbers / top * 255, 0, 255).astype(np.uint8))
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        return _laid_on_paper(image.convert("RGBA"), "L" if is_grey else "RGB")
    return image.convert("L" if is_grey else "RGB")


def _laid_on_paper(seen_through: Image.Image, mode: str) -> Image.Image:
    def laid(color: str) -> Image.Image:
        paper = Image.new("RGBA", seen_through.size, color)
        picture = Image.alpha_composite(paper, seen_through).convert(mode)
        picture.info[LAID_ON] = color
        return picture

    on_white = laid(WHITE)
    if np.asarray(seen_through.getchannel("A")).min() == _OPAQUE:
        del on_white.info[LAID_ON]
        return on_white
    if np.asarray(on_white.convert("L")).min() <= _OPAQUE - FAINT:
        return on_white
    on_black = laid(BLACK)
    return on_black if np.asarray(on_black.convert("L")).max() >= FAINT else on_white
