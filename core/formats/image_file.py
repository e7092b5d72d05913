"""Read a picture that may come from anywhere, as grey."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from core.arrays import ByteArray
from core.errors import LoadError
from core.formats.file_access import open_for_reading, short_name

#: What is read; everything else is refused by name.
FORMATS = ("PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF", "PPM")
MAX_BYTES = 200 * 2**20
MAX_PIXELS = 64_000_000
#: More pixels along a side say nothing more about a digit: larger ones are made smaller.
MOST_SIDE = 560
FAINT = 32  # of 255: what stands out from paper by less is not seen


@dataclass(frozen=True, slots=True, eq=False)
class GreyPicture:
    """A picture without its colours.

    Attributes
    ----------
    grey : ndarray of uint8, shape (H, W)
        0 is black, 255 white; each side at most `MOST_SIDE`.
    notes : tuple of str
        What was left out or changed while reading, as sentences.
    """

    grey: ByteArray
    notes: tuple[str, ...] = ()


def read_picture(path: Path | str) -> GreyPicture:
    """Read a PNG, JPEG, BMP, GIF, WebP, TIFF or PPM file.

    Raises
    ------
    LoadError
        If it is missing, too large, damaged, or no picture.
    """
    with open_for_reading(path) as (file, size):
        name = short_name(path)
        if size > MAX_BYTES:
            raise LoadError(f"{name}: expected at most {MAX_BYTES:,} bytes, received {size:,}")
        return picture_from(file.read(MAX_BYTES + 1), name)


def picture_from(content: bytes, name: str) -> GreyPicture:
    """Return the picture in the bytes of a file; `name` is what it is called in sentences.

    Raises
    ------
    LoadError
        If it is too large, damaged, or no picture.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of what is checked here
            with Image.open(BytesIO(content), formats=FORMATS) as image:
                return _read(image, name)
    except LoadError:
        raise
    except UnidentifiedImageError:
        raise LoadError(f"{name}: this is no image that can be read") from None
    except Image.DecompressionBombError:
        raise LoadError(f"{name}: expected at most {MAX_PIXELS:,} pixels") from None
    except Exception:  # noqa: BLE001  # a damaged file can fail in any way of Pillow's
        raise LoadError(f"{name}: this image is damaged") from None


def _read(image: Image.Image, name: str) -> GreyPicture:
    width, height = image.size
    if not width or not height:
        raise LoadError(f"{name}: this picture has no pixels")
    if width * height > MAX_PIXELS:
        raise LoadError(
            f"{name}: expected at most {MAX_PIXELS:,} pixels, received {width * height:,}"
        )
    notes = []
    if (frames := getattr(image, "n_frames", 1)) > 1:
        notes.append(f"{name}: of its {frames} pictures the first is taken.")
        image.seek(0)
    image.draft("L", (MOST_SIDE, MOST_SIDE))  # JPEG can be read smaller at once
    image.load()
    image = ImageOps.exif_transpose(image)
    grey = _grey(image)
    largest = max(grey.size)
    if largest > MOST_SIDE:
        scale = MOST_SIDE / largest
        size = (max(1, round(grey.width * scale)), max(1, round(grey.height * scale)))
        grey = grey.resize(size, Image.Resampling.BOX)
    return GreyPicture(np.array(grey, np.uint8), tuple(notes))


def _grey(image: Image.Image) -> Image.Image:
    """Return a picture of any kind as grey.

    What can be seen through is white paper, or black where nothing stands out from white.
    """
    if image.mode.startswith(("I", "F")):
        numbers = np.asarray(image).astype(np.float64)
        highest = numbers.max(initial=0, where=np.isfinite(numbers))
        numbers = np.nan_to_num(numbers, posinf=highest, neginf=0)
        top = 65_535.0 if image.mode.startswith("I") else max(numbers.max(initial=0), 1.0)
        return Image.fromarray(np.clip(numbers / top * 255, 0, 255).astype(np.uint8))
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        return _on_paper(image.convert("RGBA"))
    return image.convert("RGB").convert("L") if image.mode == "CMYK" else image.convert("L")


def _on_paper(seen_through: Image.Image) -> Image.Image:
    def laid(color: str) -> Image.Image:
        paper = Image.new("RGBA", seen_through.size, color)
        return Image.alpha_composite(paper, seen_through).convert("L")

    on_white = laid("white")
    if np.asarray(on_white).min(initial=255) <= 255 - FAINT:
        return on_white
    on_black = laid("black")
    stands_out = np.asarray(on_black).max(initial=0) >= FAINT
    return on_black if stands_out else on_white
