"""Decode the commonest kind of PNG file without the way around through all other kinds.

A file of 28×28 takes Pillow longer to open than to decode.  Here the few chunks of a plain file
are found and its pixels handed to Pillow's own decoder; everything else is left to Pillow.
"""

from __future__ import annotations

import struct
import zlib

from PIL import Image

from core.formats.image_file import MAX_PIXELS

_START = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
_HEADER = struct.Struct(">2I5B")
_CHUNK = struct.Struct(">I4s")
_CRC = struct.Struct(">I")
#: Depth and type of colour as Pillow calls them: grey, and red, green, blue.
_MODES = {(8, 0): "L", (8, 2): "RGB"}
#: Chunks that change no pixel, with their lengths.
_HARMLESS = {b"gAMA": 4, b"sRGB": 1, b"cHRM": 32, b"pHYs": 9, b"tIME": 7}


def plain_png(content: bytes, most_rows: int | None = None) -> Image.Image | None:
    """Return the picture in a PNG file of mode L or RGB; None if that takes more care.

    What is returned has the pixels that Pillow reads from the same file.  Files that are
    damaged, interlaced, transparent, turned, of another depth, or with chunks that few have,
    are not decoded.

    Parameters
    ----------
    content : bytes
        Of any file.
    most_rows : int, optional
        No more rows than that are decoded, from above.
    """
    if not content.startswith(_START) or len(content) < 33:
        return None
    width, height, depth, color, packing, filtering, interlaced = _HEADER.unpack_from(
        content, 16
    )
    mode = _MODES.get((depth, color))
    if mode is None or packing or filtering or interlaced:
        return None
    if not 0 < width * height <= MAX_PIXELS or not _is_whole(content, 8, 13):
        return None
    packed = _packed_pixels(content)
    if packed is None:
        return None
    try:
        rows = height if most_rows is None else min(height, most_rows)
        return Image.frombytes(mode, (width, rows), packed, "zip", mode, 0)
    except (ValueError, OSError):
        return None


def _packed_pixels(content: bytes) -> bytes | None:
    """Return what is in the IDAT chunks if nothing stands in the way of it."""
    pieces: list[bytes] = []
    at, end = 33, len(content)
    while at + 12 <= end:
        length, kind = _CHUNK.unpack_from(content, at)
        if at + 12 + length > end or not _is_whole(content, at, length):
            return None
        if kind == b"IDAT":
            pieces.append(content[at + 8 : at + 8 + length])
        elif kind == b"IEND":
            return pieces[0] if len(pieces) == 1 else b"".join(pieces)
        elif pieces or _HARMLESS.get(kind) != length:
            return None
        at += 12 + length
    return None


def _is_whole(content: bytes, at: int, length: int) -> bool:
    """Return whether the check sum of the chunk at `at` is right."""
    body = at + 8 + length
    expected: int = _CRC.unpack_from(content, body)[0]
    return zlib.crc32(memoryview(content)[at + 4 : body]) == expected
