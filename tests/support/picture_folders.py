"""Folders of small pictures, written by Pillow without the readers under test."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from PIL import Image


def shade(value: int, size: tuple[int, int] = (6, 7)) -> np.ndarray:
    """Return a picture (H, W) of one shade of grey."""
    return np.full(size, value, np.uint8)


def picture_bytes(pixels: np.ndarray) -> bytes:
    """Return the PNG file of a picture (H, W) or (H, W, 3)."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return buffer.getvalue()


def write_pictures(folder: Path, shades: Mapping[str, int]) -> Path:
    """Write a picture of 6×7 pixels of one shade under each name."""
    for name, value in shades.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(picture_bytes(shade(value)))
    return folder
