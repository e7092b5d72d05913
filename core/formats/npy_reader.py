"""Read one array of NumPy's format from a file that may come from anywhere."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from core.arrays import shape_text
from core.errors import LoadError

_MAGIC = b"\x93NUMPY"
_MAX_HEADER = 4_096
_MAX_DIMENSIONS = 8
_HEADER = re.compile(
    r"\{'descr': '([<>|=][A-Za-z][0-9]{1,4})', 'fortran_order': (True|False), "
    r"'shape': \(((?:[0-9]{1,12}L?, ?)*(?:[0-9]{1,12}L?,?)?)\),? ?\}[ ]*\n?"
)
#: Bytes that are read at once; `read` sets aside all it is asked for.
_PIECE = 1 << 24
_TYPES = re.compile(r"[<>|=](?:b1|[iu][1248]|f[248]|U[0-9]{1,3}|S[0-9]{1,3})")


def read_npy(
    file: BinaryIO,
    *,
    at_most: int,
    where: str,
    first: int | None = None,
    check: Callable[[], object] = bool,
) -> NDArray[Any]:
    """Return the array in an open .npy file: numbers, truth values or text.

    The header decides how many bytes may follow, before any are asked for.  Python objects,
    which would have to be unpickled, are refused.

    Parameters
    ----------
    file : binary file
        At its beginning.
    at_most : int
        Bytes of the array.
    where : str
        What the array is called in sentences.
    first : int, optional
        So many entries along the first axis are enough; what follows them is not looked at,
        unless columns come first in the file.
    check : callable, optional
        Called between two pieces; raises if the array is no longer wanted.

    Returns
    -------
    ndarray
        Read-only.

    Raises
    ------
    LoadError
        If it is no such array, or cut off, too long or too large.
    """
    dtype, is_fortran, shape = read_npy_header(file, where)
    expected = math.prod(shape) * dtype.itemsize
    if expected > at_most:
        raise LoadError(
            f"{where}: expected an array of at most {at_most:,} bytes, the header announces "
            f"{shape_text(shape)} = {expected:,}"
        )
    if first is not None and not is_fortran and shape and first < shape[0]:
        shape = (first, *shape[1:])
        expected = math.prod(shape) * dtype.itemsize
        content = _read(file, expected, check)
    else:
        content = _read(file, expected + 1, check)
    if len(content) != expected:
        received = "more" if len(content) > expected else f"{len(content):,}"
        raise LoadError(
            f"{where}: the header announces {shape_text(shape)} = {expected:,} bytes, "
            f"received {received}"
        )
    array: NDArray[Any] = np.frombuffer(content, dtype)
    array.flags.writeable = False
    return array.reshape(shape, order="F" if is_fortran else "C")


def _read(file: BinaryIO, count: int, check: Callable[[], object]) -> bytearray:
    """Return up to so many bytes."""
    content = bytearray()
    while len(content) < count:
        check()
        piece = file.read(min(_PIECE, count - len(content)))
        if not piece:
            break
        content += piece
    return content


def read_npy_header(file: BinaryIO, where: str) -> tuple[np.dtype[Any], bool, tuple[int, ...]]:
    """Return type, whether columns come first, and shape; leave `file` behind the header.

    Raises
    ------
    LoadError
        If it is no header of numbers, truth values or text.
    """
    start = file.read(8)
    if len(start) < 8 or not start.startswith(_MAGIC) or start[6] not in (1, 2, 3):
        raise LoadError(f"{where}: this is no .npy array")
    length_bytes = 2 if start[6] == 1 else 4
    length = int.from_bytes(file.read(length_bytes), "little")
    if length > _MAX_HEADER:
        raise LoadError(f"{where}: the header of the array is damaged or describes no images")
    header = file.read(length).decode("latin-1")
    if "'descr': '|O'" in header:
        raise LoadError(
            f"{where}: this array holds Python objects, which are not read because that could "
            "run foreign code; save it as numbers"
        )
    match = _HEADER.fullmatch(header)
    if match is None or len(header) != length:
        raise LoadError(f"{where}: the header of the array is damaged or describes no images")
    if not _TYPES.fullmatch(match[1]):
        raise LoadError(f"{where}: expected numbers, received an array of type {match[1]}")
    sides = [side.strip().rstrip("L") for side in match[3].split(",")]
    shape = tuple(int(side) for side in sides if side)
    if len(shape) > _MAX_DIMENSIONS:
        raise LoadError(f"{where}: expected images, received {len(shape)} dimensions")
    return np.dtype(match[1]), match[2] == "True", shape
