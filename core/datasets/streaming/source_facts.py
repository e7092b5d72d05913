"""What can be known of a source without reading it: changed facts mean changed data."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from core.datasets.extra_images import CORRECTIONS
from core.datasets.image_files import DEEPEST, is_hidden
from core.datasets.loading_watch import LoadingWatch
from core.datasets.source_head import source_head
from core.errors import LoadError
from core.formats.content_kind import ContentKind
from core.formats.file_access import short_name
from core.formats.path_facts import IMPOSSIBLE, entries_in, is_folder
from core.number_words import counted

#: Kinds of files whose labels are in another one.
_IN_SEVERAL = (ContentKind.IDX, ContentKind.NPY, ContentKind.BINARY, ContentKind.PICKLE)
#: Files beside a single one that may belong to it.
_MOST_BESIDE = 2_000
_REPORTED = 5_000
#: In the names of files that this program writes, perhaps into the folder of the data.
_RUNS = ".glassbox"


def source_facts(source: str, watch: LoadingWatch, share: float = 0.0) -> str:
    """Return a digest of names, sizes and times of all files of a source.

    Of a folder all files in it count that are not hidden; of a file of a kind that keeps
    labels elsewhere, those beside it too.

    Parameters
    ----------
    source : str
        Of the files, not the name of data that comes with the program.
    watch : LoadingWatch
    share : float
        How far the loading is, for reports.

    Raises
    ------
    Cancelled
        If `watch` says so.
    """
    path = Path(source)
    digest = hashlib.sha256(f"{path.absolute()}\n".encode("utf-8", "surrogateescape"))
    if is_folder(path):
        facts = sorted(_reported(_facts_in(os.fspath(path), ""), path.name, watch, share))
    else:
        facts = sorted(_fact(one.name, one) for one in {path, *_beside(path)})
    for fact in facts:
        digest.update(fact.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _reported(
    facts: Iterator[str], name: str, watch: LoadingWatch, share: float
) -> Iterator[str]:
    for count, fact in enumerate(facts):
        if count % _REPORTED == 0:
            watch.report(share, f"Looking at {short_name(name)}: {counted(count, 'file')}")
        yield fact


def _facts_in(folder: str, before: str, depth: int = 0) -> Iterator[str]:
    inner: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if is_hidden(entry.name) or _RUNS in entry.name:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    inner.append(entry.name)
                else:
                    yield _fact(f"{before}{entry.name}", entry)
    except IMPOSSIBLE:
        return
    if depth < DEEPEST:
        for name in inner:
            yield from _facts_in(os.path.join(folder, name), f"{before}{name}/", depth + 1)


def _beside(path: Path) -> list[Path]:
    """Return the files in which the labels of a file of images may be."""
    try:
        kind = source_head(path).kind
    except LoadError:
        return []
    if kind not in _IN_SEVERAL:
        return []
    beside = entries_in(path.parent, at_most=_MOST_BESIDE)
    return [one for one in beside if not one.name.endswith(CORRECTIONS)]


def _fact(name: str, file: os.DirEntry[str] | Path) -> str:
    try:
        facts = file.stat()
    except IMPOSSIBLE:
        return f"{name}\0missing\n"
    return f"{name}\0{facts.st_size}\0{facts.st_mtime_ns}\0{facts.st_ctime_ns}\n"
