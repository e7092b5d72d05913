"""Some images of IDX files, and their labels."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from pathlib import Path

from core.datasets.idx import TYPES
from core.datasets.idx_names import Purpose
from core.datasets.idx_search import IMAGE_DIMENSIONS, IdxFile, idx_file, idx_files_in
from core.formats.path_facts import files_in, is_folder
from core.formats.unpacked_file import open_unpacked
from core.importing.sampled import MOST_BYTES, MOST_IMAGES, Sampled

_MOST_FILES = 200


def sample_idx(path: Path, folder: Path) -> Sampled | None:
    """Return the same images of every IDX file of a set; None if they do not lie together.

    Parameters
    ----------
    path : Path
        A folder, or a file of the set.
    folder : Path
        Where the sample is written.

    Raises
    ------
    LoadError
        If a file cannot be read.
    """
    root = path if is_folder(path) else path.parent
    found = _files(path, root)
    headers = {one.path: _header(one.path) for one in found}
    images = [headers[one.path] for one in found if one.holds_images]
    known = [header for header in headers.values() if header is not None]
    if not images or None in headers.values() or len(known) == len(images):
        return None
    record = max(header.record for header in known)
    most = min(MOST_IMAGES, MOST_BYTES // max(record, 1))
    if not most:
        return None
    is_packed = any(header.is_packed for header in known)
    into = folder / root.absolute().name
    for file, header in headers.items():
        if header is not None:
            target = into / file.relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            step = 1 if is_packed else max(1, header.count // most)
            target.write_bytes(_sample(file, header, most, step))
    source = str(into if path == root else into / path.name)
    return Sampled(source, source, sum(one.count for one in images if one is not None))


@dataclass(frozen=True, slots=True)
class _Header:
    """How the values in an IDX file are laid out; `record` is bytes of one image or label."""

    sides: tuple[int, ...]
    kind: bytes
    record: int
    is_packed: bool

    @property
    def count(self) -> int:
        return self.sides[0]


def _files(path: Path, root: Path) -> list[IdxFile]:
    if path == root:
        return idx_files_in(root)
    chosen = idx_file(path)
    others = [idx_file(one) for one in files_in(root, at_most=_MOST_FILES)]
    return [
        one
        for one in others
        if one is not None
        and chosen is not None
        and one.set_name.title == chosen.set_name.title
        and (
            chosen.set_name.purpose is not Purpose.TEST or one.set_name.purpose is Purpose.TEST
        )
    ]


def _header(path: Path) -> _Header | None:
    with open_unpacked(path) as source:
        head = source.head
        count = head[3] if len(head) > 3 else 0
        if not (1 <= count <= IMAGE_DIMENSIONS and len(head) >= 4 + 4 * count):
            return None
        kind = TYPES.get(head[2])
        sides = struct.unpack_from(f">{count}I", head, 4)
        if kind is None or not sides[0]:
            return None
        return _Header(sides, head[:4], math.prod(sides[1:]) * int(kind[-1]), source.is_packed)


def _sample(path: Path, header: _Header, most: int, step: int) -> bytes:
    """Return an IDX file of every `step`-th value, as many as are wanted."""
    start, record = 4 + 4 * len(header.sides), header.record
    count = min(most, -(-header.count // step))
    with open_unpacked(path) as source:
        if step == 1:
            values = source.file.read(start + count * record)[start:]
        else:
            pieces = []
            for at in range(count):
                source.file.seek(start + at * step * record)
                pieces.append(source.file.read(record))
            values = b"".join(pieces)
    sides = (count, *header.sides[1:])
    return header.kind + struct.pack(f">{len(sides)}I", *sides) + values
