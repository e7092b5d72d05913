"""Know a source of data again, whatever is made of its images."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from core.arrays import IntArray
from core.datasets.catalog import is_name
from core.datasets.known_data import placed_source
from core.datasets.loading_watch import LoadingWatch
from core.datasets.reading import format_of
from core.datasets.streaming.source_facts import source_facts
from core.formats.file_access import open_for_reading, short_name
from core.formats.path_facts import is_folder
from core.latest_few import LatestFew

_PIECE = 1 << 22
#: Digests by what is known of the files without reading them.
_known: LatestFew[tuple[str, str], str] = LatestFew(8)


def source_digest(source: str, labels: IntArray, watch: LoadingWatch) -> str:
    """Return the SHA-256 of the bytes of a source, and of its labels as they are read.

    Size, colour, split, order and names of classes change nothing about it; neither does the
    place of the source.

    Parameters
    ----------
    source : str
        A name or a path, without anything that is added to it.
    labels : ndarray of int, shape (N,)
        Of the training images in the order of the source, before any is corrected.
    watch : LoadingWatch

    Raises
    ------
    LoadError
        If a file cannot be read.
    Cancelled
        If `watch` says so.
    """
    of_labels = hashlib.sha256(labels.astype("<u4").data).hexdigest()
    place = placed_source(source)
    if is_name(place):
        return hashlib.sha256(f"{place}\n{of_labels}".encode()).hexdigest()
    facts = source_facts(place, watch)
    return _known.get((facts, of_labels), lambda: _digest(Path(place), of_labels, watch))


def _digest(path: Path, of_labels: str, watch: LoadingWatch) -> str:
    digest = hashlib.sha256(of_labels.encode())
    said = f"Comparing the corrected labels with {short_name(path)}"
    for name, one in _named_files(path):
        with open_for_reading(one) as (file, size):
            digest.update(f"\n{name}\0{size}\n".encode("utf-8", "surrogateescape"))
            while piece := file.read(_PIECE):
                watch.report(1.0, said)
                digest.update(piece)
    return digest.hexdigest()


def _named_files(path: Path) -> Iterable[tuple[str, Path]]:
    """Return the files a source is read from, by their names in it."""
    if not is_folder(path):
        return [("", path)]
    list_files = format_of(str(path)).files
    files = () if list_files is None else list_files(path)
    return sorted((one.relative_to(path).as_posix(), one) for one in files)
