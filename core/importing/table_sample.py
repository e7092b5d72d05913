"""Some rows of a table, from all over it."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from core.formats.unpacked_file import UnpackedFile, open_unpacked
from core.importing.sampled import MOST_IMAGES, Sampled

#: Bytes read at the beginning, and at each of some places behind it.
_START, _PIECE = 1 << 20, 1 << 16
_PLACES = 16


def sample_table(path: Path, folder: Path) -> Sampled:
    """Return rows from the beginning of a table, and if it is not packed from other places.

    Parameters
    ----------
    path : Path
        Text, plain or packed.
    folder : Path
        Where the sample is written.

    Raises
    ------
    LoadError
        If it cannot be read.
    """
    with open_unpacked(path) as table:
        content = table.file.read(_START)
        lines = content.splitlines(keepends=True)
        if len(content) == _START:
            lines = lines[:-1]
        start = lines[: MOST_IMAGES // 2]
        length = sum(map(len, start))
        count, is_exact = _count(table, start, is_all=len(content) < _START)
        spread = (
            start if is_exact or table.is_packed else _spread(table.file, table.size, start)
        )
    paths = [folder / place / path.name for place in ("start", "spread")]
    for one, held in zip(paths, (start, spread), strict=True):
        one.parent.mkdir(parents=True, exist_ok=True)
        one.write_bytes(b"".join(held))
    if is_exact and len(lines) == len(start) and length:
        return Sampled(str(path), str(path), None)
    return Sampled(str(paths[1]), str(paths[0]), count, is_exact)


def _count(table: UnpackedFile, lines: list[bytes], *, is_all: bool) -> tuple[int | None, bool]:
    """Return how many rows there are, about, and whether that is counted."""
    if is_all or len(lines) < 2:
        return None, is_all
    mean = sum(map(len, lines[1:])) / (len(lines) - 1)
    if not table.is_packed:
        return round(table.size / mean), False
    share = max(table.share_read, 1e-9)
    return round(_START / share / mean), False


def _spread(file: BinaryIO, size: int, start: list[bytes]) -> list[bytes]:
    """Return the first rows, and whole ones at places that are equally far from each other."""
    found = list(start)
    if any(b"\0" in line for line in start[:2]):  # of several bytes a letter
        return found
    first, step = sum(map(len, start)), (size - _PIECE) // _PLACES
    most = MOST_IMAGES // 2 // _PLACES
    for place in range(1, _PLACES + 1):
        at = place * step
        if at <= first:
            continue
        file.seek(at)
        rows = file.read(_PIECE).splitlines(keepends=True)[1:-1]
        found += [row for row in rows[:most] if row.strip()]
    return found
