"""Read the arrays of an .npz file that may come from anywhere.

`np.load` believes what a file says of itself: a small file can expand to gigabytes, and a
broken one raises half a dozen kinds of errors.  This reader checks the zip directory and
every header before it allocates, never unpickles, and raises nothing but `LoadError`.
"""

from __future__ import annotations

import math
import re
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.arrays import Shape
from core.errors import LoadError
from core.formats.content_kind import HEAD_BYTES, ContentKind, kind_of
from core.formats.file_access import open_for_reading, short_name, short_value

MAX_FILE = 1 << 30
MAX_MEMBERS = 512
MAX_EXPANSION = 200
#: Below this many bytes any ratio is harmless: a few thousand zeros shrink to nothing.
_SMALL = 1 << 20

_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_RAW_DEFLATE = -15
_ENCRYPTED = 1

_NPY_MAGIC = b"\x93NUMPY\x01\x00"
_NPY_HEADER = re.compile(
    r"\{'descr': '(<f4|<f8|<i8|\|u1)', 'fortran_order': False, "
    r"'shape': \(((?:[0-9]{1,9}, ?)*(?:[0-9]{1,9},?)?)\), ?\} *\n"
)
_MAX_NPY_HEADER = 1_024
_BYTES_PER_VALUE = {"<f4": 4, "<f8": 8, "<i8": 8, "|u1": 1}


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    method: int
    crc: int
    packed_size: int
    size: int
    offset: int


class NpzArchive:
    """The members of an .npz file, each read only when asked for, within a limit.

    Parameters
    ----------
    path : path
    expected : str
        What the file should be, in a sentence.

    Attributes
    ----------
    names : frozenset of str
        Members without the ending ``.npy``.

    Raises
    ------
    LoadError
        If the file cannot be read or is no zip archive of .npy files.
    """

    def __init__(self, path: Path | str, expected: str = "an .npz archive") -> None:
        self._file_name, self._expected = short_name(path), expected
        with open_for_reading(path) as (file, size):
            if size > MAX_FILE:
                raise self._error(f"expected at most {MAX_FILE:,} bytes, received {size:,}")
            self._content = memoryview(file.read(size))
        self._members = {member.name: member for member in self._directory()}
        self.names = frozenset(self._members)

    def read(self, name: str, dtype: str, shape: Shape | None, *, at_most: int) -> NDArray[Any]:
        """Return one array, C-contiguous and writeable.

        Parameters
        ----------
        name : str
        dtype : str
            As NumPy writes it: ``"<f4"``, ``"<f8"``, ``"<i8"`` or ``"|u1"``.
        shape : tuple of int, or None
            None accepts any one-dimensional array.
        at_most : int
            Values, if `shape` is None.

        Raises
        ------
        LoadError
            If the member is missing, damaged, or not such an array.
        """
        member = self._members.get(name)
        if member is None:
            raise self._error(f"the array {short_value(name)} is missing")
        count = at_most if shape is None else math.prod(shape)
        limit = len(_NPY_MAGIC) + 2 + _MAX_NPY_HEADER + count * _BYTES_PER_VALUE[dtype]
        if member.size > limit:
            raise self._error(
                f"{short_value(name)} is {member.size:,} bytes long, expected at most {limit:,}"
            )
        return self._array(self._unpack(member), name, dtype, shape)

    def content(self, name: str) -> bytes:
        """Return the bytes of one array's .npy file, whatever is in it.

        Their number is bounded by that of the packed ones.

        Raises
        ------
        LoadError
            If the member is missing or damaged.
        """
        member = self._members.get(name)
        if member is None:
            raise self._error(f"the array {short_value(name)} is missing")
        return self._unpack(member)

    def _error(self, reason: str) -> LoadError:
        return LoadError(f"{self._file_name}: {reason}")

    def _directory(self) -> list[_Member]:
        content = self._content
        kind = kind_of(bytes(content[:HEAD_BYTES]))
        if kind not in (ContentKind.ZIP, ContentKind.NPZ):
            raise self._error(f"expected {self._expected}, received {kind.value}")
        start = len(content) - _END.size
        if start < 0:
            raise self._error(f"expected {self._expected}, the file is cut off")
        end = _END.unpack_from(content, start)
        signature, disk, first_disk, here, count, size, offset, comment = end
        if signature != b"PK\5\6" or disk or first_disk or comment or here != count:
            raise self._error(f"expected {self._expected}, the archive's end is missing")
        if not 1 <= count <= MAX_MEMBERS or offset + size != start:
            raise self._error("the directory of the archive is damaged")
        members: list[_Member] = []
        position = offset
        for _ in range(count):
            member, position = self._entry(position, start)
            members.append(member)
        if position != start or len({member.name for member in members}) != count:
            raise self._error("the directory of the archive is damaged")
        return members

    def _entry(self, position: int, end: int) -> tuple[_Member, int]:
        if position + _ENTRY.size > end:
            raise self._error("the directory of the archive is damaged")
        (signature, _, _, flags, method, _, _, crc, packed_size, size, name_length,
         extra_length, comment_length, _, _, _, offset) = _ENTRY.unpack_from(
            self._content, position
        )  # fmt: skip
        name_start = position + _ENTRY.size
        next_position = name_start + name_length + extra_length + comment_length
        if signature != b"PK\1\2" or next_position > end:
            raise self._error("the directory of the archive is damaged")
        name = bytes(self._content[name_start : name_start + name_length])
        if not name.endswith(b".npy") or not name.isascii() or flags & _ENCRYPTED:
            shown = short_value(name.decode("latin-1"))
            raise self._error(f"expected only .npy arrays in the archive, found {shown}")
        if method not in (_STORED, _DEFLATED):
            raise self._error("the archive uses a compression other than stored or deflate")
        if size > max(_SMALL, MAX_EXPANSION * packed_size):
            raise self._error(
                f"{packed_size:,} packed bytes claim to hold {size:,}; at most "
                f"{MAX_EXPANSION} times as many are accepted"
            )
        text = name.decode("ascii").removesuffix(".npy")
        return _Member(text, method, crc, packed_size, size, offset), next_position

    def _unpack(self, member: _Member) -> bytes:
        shown = short_value(member.name)
        if member.offset + _LOCAL.size > len(self._content):
            raise self._error(f"{shown} lies outside of the archive")
        local = _LOCAL.unpack_from(self._content, member.offset)
        start = member.offset + _LOCAL.size + local[-2] + local[-1]
        packed = self._content[start : start + member.packed_size]
        if local[0] != b"PK\3\4" or len(packed) != member.packed_size:
            raise self._error(f"{shown} lies outside of the archive")
        content = bytes(packed)
        if member.method == _DEFLATED:
            try:
                content = zlib.decompressobj(_RAW_DEFLATE).decompress(packed, member.size + 1)
            except zlib.error:
                raise self._error(f"{shown} is damaged") from None
        if len(content) != member.size or zlib.crc32(content) != member.crc:
            raise self._error(f"{shown} is damaged")
        return content

    def _array(
        self, content: bytes, name: str, dtype: str, shape: Shape | None
    ) -> NDArray[Any]:
        shown = short_value(name)
        body = len(_NPY_MAGIC) + 2
        if len(content) < body or not content.startswith(_NPY_MAGIC):
            raise self._error(f"{shown} is not an .npy array of version 1.0")
        length = int.from_bytes(content[body - 2 : body], "little")
        header = content[body : body + min(length, _MAX_NPY_HEADER)].decode("latin-1")
        match = _NPY_HEADER.fullmatch(header)
        if match is None:
            raise self._error(f"{shown} is not a plain array of numbers in C order")
        sides = tuple(int(side) for side in match[2].split(",") if side.strip())
        if match[1] != dtype or (len(sides) != 1 if shape is None else sides != shape):
            wanted = "one dimension" if shape is None else f"shape {shape}"
            raise self._error(
                f"{shown}: expected {dtype} of {wanted}, received {match[1]} of shape {sides}"
            )
        values = content[body + length :]
        if len(values) != math.prod(sides) * _BYTES_PER_VALUE[dtype]:
            raise self._error(f"{shown} is cut off or too long for its shape {sides}")
        return np.frombuffer(bytearray(values), dtype).reshape(sides)
