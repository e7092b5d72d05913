"""How a file of images is laid out, and what is believed of one that is found.

::

    0          magic, where the description begins, its length, its SHA-256; then zeros
    4096       arrays, each beginning at a multiple of 4096
    ...        the description: JSON with the key of the source, names, notes, and of every
               array its place, type, shape and the check sums of its blocks

The first line is written last: a file that was not finished begins with zeros.
"""

from __future__ import annotations

import hashlib
import json
import math
import struct
from dataclasses import dataclass
from typing import Any

from core.arrays import Shape

ALIGNMENT = 4_096
#: Bytes that share a check sum.
BLOCK = 1 << 20
_MAGIC = b"GlassPx1"
_HEAD = struct.Struct("<8sQQ32s")
_LONGEST_DESCRIPTION = 1 << 27
#: Pixels and labels.
_TYPES = ("|u1", "<u2", "<i4", "<i8")


@dataclass(frozen=True, slots=True)
class Region:
    """One array in the file.

    Attributes
    ----------
    offset : int
        Of its first byte.
    dtype : str
        As NumPy writes it.
    shape : tuple of int
    sums : tuple of int
        CRC-32 of every `BLOCK` bytes.
    """

    offset: int
    dtype: str
    shape: Shape
    sums: tuple[int, ...]

    @property
    def length(self) -> int:
        """Of the array, in bytes."""
        return math.prod(self.shape) * int(self.dtype[2:])

    @classmethod
    def from_plain(cls, plain: Any) -> Region:  # noqa: ANN401
        """Return what JSON holds.

        Raises
        ------
        ValueError, TypeError, KeyError
            If that is no array of images or labels.
        """
        region = cls(
            plain["offset"], plain["dtype"], tuple(plain["shape"]), tuple(plain["sums"])
        )
        numbers = (region.offset, *region.shape, *region.sums)
        if region.dtype not in _TYPES or not all(
            type(one) is int and one >= 0 for one in numbers
        ):
            raise ValueError("no array of images or labels")
        if region.offset % ALIGNMENT or len(region.sums) != -(-region.length // BLOCK):
            raise ValueError("an array that lies elsewhere")
        return region


def head(offset: int, description: bytes) -> bytes:
    """Return the first bytes of a finished file."""
    digest = hashlib.sha256(description).digest()
    return _HEAD.pack(_MAGIC, offset, len(description), digest)


def description_place(first: bytes, size: int) -> tuple[int, int, bytes] | None:
    """Return where the description is, its length and its SHA-256; None if that is damaged.

    Parameters
    ----------
    first : bytes
        The beginning of the file.
    size : int
        Of all of it.
    """
    if len(first) < _HEAD.size:
        return None
    magic, offset, length, digest = _HEAD.unpack_from(first)
    if magic != _MAGIC or length > _LONGEST_DESCRIPTION or offset + length != size:
        return None
    return offset, length, digest


def parsed_description(content: bytes, digest: bytes) -> dict[str, Any] | None:
    """Return what a file says of itself; None if it is not what was written."""
    if hashlib.sha256(content).digest() != digest:
        return None
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
