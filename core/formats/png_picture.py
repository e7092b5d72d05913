"""A still picture as the bytes of a PNG file."""

from __future__ import annotations

import io

from PIL import Image

from core.arrays import ByteArray


def png_bytes(colors: ByteArray) -> bytes:
    """Return a picture as a PNG file.

    Parameters
    ----------
    colors : ndarray of uint8, shape (H, W, 3)
        Red, green and blue.
    """
    buffer = io.BytesIO()
    Image.fromarray(colors).save(buffer, "PNG")
    return buffer.getvalue()
