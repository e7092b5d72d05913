"""The first images in arrays of NumPy."""

from __future__ import annotations

import io
import math
import zipfile
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from core.datasets.array_names import array_names
from core.datasets.idx_names import set_name
from core.formats.npy_reader import read_npy_header
from core.formats.path_facts import files_in
from core.formats.zip_member import ZIP_ERRORS
from core.importing.sampled import MOST_BYTES, MOST_IMAGES, Sampled

_MOST_FILES = 200


def sample_npz(path: Path, folder: Path) -> Sampled | None:
    """Return an archive with the first of everything; None if that cannot be told apart.

    Raises
    ------
    LoadError
        If an array is none.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name.removesuffix(".npy") for name in archive.namelist()]
            found = array_names(names)
            held = (found.images, found.labels, found.test_images, found.test_labels)
            wanted = [name for name in (*held, found.class_names) if name is not None]
            arrays, counts = {}, {}
            for name in wanted:
                with archive.open(f"{name}.npy") as file:
                    part = _first(io.BufferedReader(file), name)  # type: ignore[type-var]
                if part is None:
                    return None
                arrays[name], counts[name] = part
    except ZIP_ERRORS:
        return None  # reading all of it says what is wrong
    if found.images is None:
        return None
    target = folder / path.name
    with target.open("wb") as out:
        np.savez(out, **arrays)  # type: ignore[arg-type]
    total = sum(counts[name] for name in (found.images, found.test_images) if name is not None)
    return Sampled(str(target), str(target), total)


def sample_npy(path: Path, folder: Path) -> Sampled | None:
    """Return the first of an array, and of those beside it that are called alike.

    Raises
    ------
    LoadError
        If an array is none.
    """
    title = set_name(path.name).title
    count = 0
    for one in files_in(path.parent, at_most=_MOST_FILES):
        if one.suffix != ".npy" or set_name(one.name).title != title:
            continue
        with one.open("rb") as file:
            part = _first(file, one.name)
        if part is None:
            return None
        np.save(folder / one.name, part[0])
        count += part[1] if part[0].ndim > 2 else 0
    target = str(folder / path.name)
    return Sampled(target, target, count or None)


def _first(file: BinaryIO, name: str) -> tuple[NDArray[Any], int] | None:
    """Return the first rows of an array, and how many it has."""
    dtype, is_fortran, shape = read_npy_header(file, name)
    if is_fortran or not shape:
        return None
    row = math.prod(shape[1:]) * dtype.itemsize
    count = min(shape[0], MOST_IMAGES, MOST_BYTES // max(row, 1))
    content = file.read(count * row)
    if not count or len(content) != count * row:
        return None
    return np.frombuffer(content, dtype).reshape(count, *shape[1:]), shape[0]
