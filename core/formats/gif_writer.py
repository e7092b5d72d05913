"""Moving pictures, written frame by frame."""

from __future__ import annotations

import struct
from typing import BinaryIO

import numpy as np

from core.arrays import ByteArray
from core.formats.color_reduction import pack_colors, reduce_colors

MAX_SIDE = 65_535
#: A palette of 256 less the entry that lets the frame before shine through.
MOST_COLORS = 255
#: The largest code LZW may use in a GIF, and the bits it takes.
LAST_CODE, MAX_BITS = 4095, 12
BLOCK = 255


class GifWriter:
    """Writes an endless loop of pictures; of each only what changed since the one before.

    Every frame has a palette of its own, so few colours are exact in all of them.

    Parameters
    ----------
    file : binary file
        Open for writing; stays open.
    width, height : int
        Of every frame.
    delay : float
        Seconds per frame, in hundredths; below 0.02 most viewers slow down.

    References
    ----------
    CompuServe, "Graphics Interchange Format, Version 89a", 1990.
    """

    def __init__(self, file: BinaryIO, width: int, height: int, delay: float) -> None:
        if not (1 <= width <= MAX_SIDE and 1 <= height <= MAX_SIDE):
            raise ValueError(
                f"GifWriter: expected sides from 1 to {MAX_SIDE:,}, received {width}×{height}"
            )
        self._file = file
        self._shape = height, width, 3
        self._delay = min(max(2, round(100 * delay)), 65_535)
        self._before: ByteArray | None = None
        file.write(b"GIF89a" + struct.pack("<HHBBB", width, height, 0x70, 0, 0))
        file.write(b"\x21\xff\x0bNETSCAPE2.0\x03\x01" + struct.pack("<H", 0) + b"\x00")

    def add(self, picture: ByteArray) -> None:
        """Append a frame.

        Parameters
        ----------
        picture : ndarray of uint8, shape (height, width, 3)
        """
        if picture.shape != self._shape or picture.dtype != np.uint8:
            raise ValueError(
                f"GifWriter: expected a picture of uint8, shape {self._shape}, received "
                f"{picture.dtype}, shape {picture.shape}"
            )
        top, left, part, changed = self._changed_part(picture)
        self._before = picture.copy()
        palette, places = reduce_colors(pack_colors(part)[changed], MOST_COLORS)
        pixels = np.full(changed.shape, len(palette), np.uint8)  # (h, w); transparent
        pixels[changed] = places
        self._write_frame(top, left, pixels, palette)

    def close(self) -> None:
        """Write the end; no frame may follow."""
        self._file.write(b"\x3b")

    def _changed_part(
        self, picture: ByteArray
    ) -> tuple[int, int, ByteArray, np.ndarray[tuple[int, ...], np.dtype[np.bool_]]]:
        """Return top and left of what changed, that part, and which of its pixels did."""
        if self._before is None:
            return 0, 0, picture, np.ones(picture.shape[:2], np.bool_)
        changed = np.any(picture != self._before, axis=2)
        rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
        if not len(rows):  # one pixel that shines through: the picture lasts longer
            return 0, 0, picture[:1, :1], np.zeros((1, 1), np.bool_)
        box = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
        return int(rows[0]), int(columns[0]), picture[box], changed[box]

    def _write_frame(self, top: int, left: int, pixels: ByteArray, palette: ByteArray) -> None:
        bits = max(2, len(palette).bit_length())  # one more entry than there are colours
        table = np.zeros((1 << bits, 3), np.uint8)
        table[: len(palette)] = palette
        height, width = pixels.shape
        stays_and_shines = 1 << 2 | 1
        self._file.write(
            b"\x21\xf9\x04"
            + struct.pack("<BHBB", stays_and_shines, self._delay, len(palette), 0)
        )
        self._file.write(
            b"\x2c" + struct.pack("<HHHHB", left, top, width, height, 0x80 | (bits - 1))
        )
        self._file.write(table.tobytes())
        self._file.write(bytes([bits]))
        content = lzw_codes(pixels.tobytes(), bits)
        for start in range(0, len(content), BLOCK):
            block = content[start : start + BLOCK]
            self._file.write(bytes([len(block)]) + block)
        self._file.write(b"\x00")


def lzw_codes(pixels: bytes, bits: int) -> bytes:
    """Return pixels of `bits` bits as GIF's variable-length LZW codes.

    Parameters
    ----------
    pixels : bytes
        At least one.
    bits : int
        From 2 to 8.
    """
    clear = 1 << bits
    out = bytearray()
    table: dict[int, int] = {}
    size, free = bits + 1, clear + 2
    pending, filled = clear, size  # bits that are not written yet, and how many
    prefix = pixels[0]
    for pixel in pixels[1:]:
        key = prefix << 8 | pixel
        code = table.get(key)
        if code is not None:
            prefix = code
            continue
        pending |= prefix << filled
        filled += size
        if free <= LAST_CODE:
            table[key] = free
            if free == 1 << size:
                size += 1
            free += 1
        else:
            pending |= clear << filled
            filled += size
            table.clear()
            size, free = bits + 1, clear + 2
        prefix = pixel
        if filled >= 64:
            whole = filled >> 3
            out += (pending & ((1 << (whole << 3)) - 1)).to_bytes(whole, "little")
            pending >>= whole << 3
            filled &= 7
    pending |= prefix << filled
    filled += size
    if free == 1 << size and size < MAX_BITS:
        size += 1
    pending |= (clear + 1) << filled
    filled += size
    out += pending.to_bytes((filled + 7) >> 3, "little")
    return bytes(out)
