"""Weights in the safetensors format."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import LoadError
from core.formats.file_access import open_for_reading, short_value
from core.json_text import MAX_CHARACTERS, parse_json_object

MOST_BYTES = 256 * 2**20
MOST_ARRAYS = 2_000
_LENGTH = 8
_ABOUT = "__metadata__"
_DTYPES = {
    "F16": "<f2", "F32": "<f4", "F64": "<f8", "BF16": "<u2", "I64": "<i8", "I32": "<i4",
    "I16": "<i2", "I8": "|i1", "U8": "|u1", "BOOL": "|u1",
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class SafetensorsFile:
    """Arrays by name.

    Attributes
    ----------
    arrays : mapping of str to ndarray
        In the order of the file.
    about : mapping of str to str
        The metadata.
    """

    arrays: Mapping[str, NDArray[Any]]
    about: Mapping[str, str]


def is_safetensors(head: bytes) -> bool:
    """Return whether a file that begins with these bytes may be one."""
    return len(head) > _LENGTH and head[_LENGTH : _LENGTH + 1] == b"{" and head[6:8] == b"\0\0"


def read_safetensors(path: Path) -> SafetensorsFile:
    """Read all arrays; each has its own bytes in the file.

    Raises
    ------
    LoadError
        Without the name of the file.
    SpecError
        If the header is no JSON.

    Notes
    -----
    Read by hand, since the whole format is a few lines: the length of the header (uint64),
    the header (JSON), the numbers.  A test compares with the library `safetensors`.

    References
    ----------
    .. [1] Hugging Face, "Safetensors", section "Format",
       https://github.com/huggingface/safetensors.
    """
    with open_for_reading(path) as (file, size):
        if size > MOST_BYTES:
            raise LoadError(f"expected at most {MOST_BYTES:,} bytes, received {size:,}")
        content = file.read(size)
    length = int.from_bytes(content[:_LENGTH], "little")
    if length > min(len(content) - _LENGTH, 4 * MAX_CHARACTERS):
        raise LoadError("this is no safetensors file, or it is cut off")
    try:
        text = content[_LENGTH : _LENGTH + length].decode()
    except UnicodeDecodeError:
        raise LoadError("this is no safetensors file: its header is no text") from None
    header = parse_json_object(text, "header")
    about = header.pop(_ABOUT, {})
    if not isinstance(about, dict) or not all(isinstance(one, str) for one in about.values()):
        raise LoadError("its metadata must be texts by name")
    if len(header) > MOST_ARRAYS:
        raise LoadError(f"expected at most {MOST_ARRAYS:,} arrays, there are {len(header):,}")
    numbers = memoryview(content)[_LENGTH + length :]
    arrays: dict[str, NDArray[Any]] = {}
    end = 0
    for name, entry in sorted(header.items(), key=lambda item: _start(item[1])):
        arrays[name], end = _array(name, entry, numbers, end)
    if end != len(numbers):
        raise LoadError("its arrays do not fill the file: it is cut off, or too long")
    return SafetensorsFile(MappingProxyType(arrays), MappingProxyType(about))


def _start(entry: object) -> int:
    places = entry.get("data_offsets") if isinstance(entry, dict) else None
    if not isinstance(places, list) or len(places) != 2 or not all(
        type(place) is int and place >= 0 for place in places
    ):  # fmt: skip
        raise LoadError("an array has no place in the file")
    return int(places[0])


def _array(
    name: str, entry: dict[str, Any], numbers: memoryview, end: int
) -> tuple[NDArray[Any], int]:
    """Return an array, which begins where the one before ended, and where it ends."""
    shown = short_value(name)
    dtype, shape = entry.get("dtype"), entry.get("shape")
    if not isinstance(dtype, str) or dtype not in _DTYPES:
        raise LoadError(f"{shown} holds no numbers of a type that Glassbox reads")
    if not isinstance(shape, list) or len(shape) > 8 or not all(
        type(side) is int and side >= 0 for side in shape
    ):  # fmt: skip
        raise LoadError(f"{shown} has no possible shape")
    start, stop = entry["data_offsets"]
    if start != end or stop < start or stop > len(numbers):
        raise LoadError(f"{shown} lies outside the file, or upon another array")
    if stop - start != math.prod(shape) * np.dtype(_DTYPES[dtype]).itemsize:
        raise LoadError(f"{shown} has {stop - start:,} bytes, but its shape is {shape!r:.60}")
    array = np.frombuffer(numbers[start:stop], _DTYPES[dtype]).reshape(shape)
    if dtype == "BF16":  # the upper half of a single-precision number
        array = (array.astype("<u4") << 16).view("<f4")
    return array, stop
