"""What was read of a source for a look at it, for the looks that follow."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from core.datasets.dataset import Dataset
from core.datasets.image_files import ImageFiles
from core.datasets.kept_files import KeptFiles
from core.formats.path_facts import IMPOSSIBLE

Found = TypeVar("Found")
#: What is kept as it was read: the source as its kind of data takes it, and all choices of it.
Key = tuple[object, ...]


class KeptReading:
    """Keeps the sample of one source, until that changes.

    A look is at a few images only, so that little is kept; other choices of size, colour or
    brightness are then made of what is in memory.
    """

    def __init__(self) -> None:
        self._datasets: dict[Key, Dataset] = {}
        self._files: dict[Key, KeptFiles] = {}
        self._formats: dict[Key, Any] = {}
        self._trees: dict[ImageFiles, Any] = {}

    def format(self, source: str, find: Callable[[str], Found]) -> Found:
        """Return what `find` said of a source when it was the same, or says now."""
        key = _facts(source)
        if key not in self._formats:
            self._formats[key] = find(source)
        found: Found = self._formats[key]
        return found

    def dataset(self, source: str, key: Key, read: Callable[[], Dataset]) -> Dataset:
        """Return what `read` returned for the same source and key, or returns now."""
        full = (*_facts(source), *key)
        if full not in self._datasets:
            self._datasets = {full: read()}  # one is enough: the rest of it is typed anew
        return self._datasets[full]

    @contextmanager
    def files(
        self, path: Path, opened: Callable[[], AbstractContextManager[ImageFiles]]
    ) -> Iterator[ImageFiles]:
        """Yield the files of a folder or an archive; it is opened if one of them is missing.

        Parameters
        ----------
        path : Path
        opened : callable
            Returns a context manager of them.
        """
        key = _facts(os.fspath(path))
        if key not in self._files:
            self._files = {key: KeptFiles()}
        kept = self._files[key]
        with ExitStack() as stack:
            yield kept.of(lambda: stack.enter_context(opened()))

    def tree(self, files: ImageFiles, find: Callable[[], Found]) -> Found:
        """Return what `find` said of files that `files` yielded before, or says now."""
        if files not in self._trees:
            self._trees = {files: find()}
        found: Found = self._trees[files]
        return found


def _facts(source: str) -> Key:
    """Return what is another one as soon as a file was written to, or a folder added to."""
    try:
        facts = os.stat(source)
    except IMPOSSIBLE:
        return (source,)
    return source, facts.st_ino, facts.st_size, facts.st_mtime_ns
