"""Read the arrays of an .npz file that may come from anywhere.

`np.load` believes what a file says of itself: a small file can expand to gigabytes, and a
broken one raises half a dozen kinds of errors.  This reader checks the zip directory and
every header before it allocates, never unpickles, and raises nothing but `LoadError`.
"""

from __future__ import annotations

import io
import math
import os
import re
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from core.arrays import Shape
from core.errors import LoadError
from core.formats.content_kind import HEAD_BYTES, ContentKind, kind_of
from core.formats.file_access import has_changed, open_for_reading, short_name, short_value
from core.formats.member_reader import MemberReader

MAX_FILE = 1 << 30
MAX_MEMBERS = 512
MAX_EXPANSION = 200
#: Below this many bytes any ratio is harmless: a few thousand zeros shrink to nothing.
_SMALL = 1 << 20

_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
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
        self._path, self._file_name, self._expected = path, short_name(path), expected
        with open_for_reading(path) as (file, size):
            if size > MAX_FILE:
                raise self._error(f"expected at most {MAX_FILE:,} bytes, received {size:,}")
            self._facts = os.fstat(file.fileno())
            self._members = {member.name: member for member in self._directory(file, size)}
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
        with self.opened(name) as (content, size):
            return self._array(content.read(size + 1), name, dtype, shape)

    @contextmanager
    def opened(
        self, name: str, check: Callable[[], object] = bool
    ) -> Iterator[tuple[BinaryIO, int]]:
        """Open one array's .npy file, whatever is in it; yield it with its length in bytes.

        The length is bounded by that of the packed bytes.  Reading to the end, one byte more
        than there are, checks the content.

        Parameters
        ----------
        name : str
        check : callable, optional
            Called between two pieces; raises if the array is no longer wanted.

        Raises
        ------
        LoadError
            If the member is missing or damaged, or the file was written into since.
        """
        member = self._members.get(name)
        if member is None:
            raise self._error(f"the array {short_value(name)} is missing")
        with open_for_reading(self._path) as (file, size):
            if has_changed(self._facts, os.fstat(file.fileno())):
                raise self._error("this file changed while it was read; open it again")
            with io.BufferedReader(self._reader(file, size, member, check), 1 << 16) as content:
                yield content, member.size

    def _error(self, reason: str) -> LoadError:
        return LoadError(f"{self._file_name}: {reason}")

    def _directory(self, file: BinaryIO, length: int) -> list[_Member]:
        kind = kind_of(file.read(HEAD_BYTES))
        if kind not in (ContentKind.ZIP, ContentKind.NPZ):
            raise self._error(f"expected {self._expected}, received {kind.value}")
        start = length - _END.size
        if start < 0:
            raise self._error(f"expected {self._expected}, the file is cut off")
        file.seek(start)
        end = _END.unpack(file.read(_END.size).ljust(_END.size, b"\0"))
        signature, disk, first_disk, here, count, size, offset, comment = end
        if signature != b"PK\5\6" or disk or first_disk or comment or here != count:
            raise self._error(f"expected {self._expected}, the archive's end is missing")
        if not 1 <= count <= MAX_MEMBERS or offset + size != start:
            raise self._error("the directory of the archive is damaged")
        file.seek(offset)
        content = file.read(size)
        members: list[_Member] = []
        position = 0
        for _ in range(count):
            member, position = self._entry(content, position)
            members.append(member)
        if position != size or len({member.name for member in members}) != count:
            raise self._error("the directory of the archive is damaged")
        return members

    def _entry(self, content: bytes, position: int) -> tuple[_Member, int]:
        if position + _ENTRY.size > len(content):
            raise self._error("the directory of the archive is damaged")
        (signature, _, _, flags, method, _, _, crc, packed_size, size, name_length,
         extra_length, comment_length, _, _, _, offset) = _ENTRY.unpack_from(
            content, position
        )  # fmt: skip
        name_start = position + _ENTRY.size
        next_position = name_start + name_length + extra_length + comment_length
        if signature != b"PK\1\2" or next_position > len(content):
            raise self._error("the directory of the archive is damaged")
        name = content[name_start : name_start + name_length]
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

    def _reader(
        self, file: BinaryIO, length: int, member: _Member, check: Callable[[], object]
    ) -> MemberReader:
        shown = short_value(member.name)
        outside = self._error(f"{shown} lies outside of the archive")
        file.seek(member.offset)
        header = file.read(_LOCAL.size)
        if len(header) < _LOCAL.size:
            raise outside
        local = _LOCAL.unpack(header)
        start = member.offset + _LOCAL.size + local[-2] + local[-1]
        if local[0] != b"PK\3\4" or start + member.packed_size > length:
            raise outside
        file.seek(start)
        return MemberReader(
            file,
            (member.packed_size, member.size),
            member.crc,
            lambda: self._error(f"{shown} is damaged"),
            is_packed=member.method == _DEFLATED,
            check=check,
        )

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
