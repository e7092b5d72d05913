"""CIFAR-10 and CIFAR-100 as they are published: batches side by side in a folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from core.arrays import ByteArray
from core.datasets.cifar_archive import read_archive
from core.datasets.cifar_batch import (
    CHANNELS,
    SIDE,
    CifarBatch,
    batch_of,
    read_cifar_batch,
    read_class_names,
)
from core.datasets.cifar_files import CifarFiles, cifar_files, is_batch
from core.datasets.class_names import class_names_of
from core.datasets.data_format import DataFormat
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.loading_watch import LoadingWatch
from core.datasets.source_head import SourceHead, source_head
from core.errors import LoadError
from core.formats.content_kind import ContentKind
from core.formats.file_access import short_name
from core.formats.path_facts import is_folder

_MOST_IMAGES = 600_000


def load_cifar(path: Path, watch: LoadingWatch) -> Dataset:
    """Return the batches of a folder or a tar archive, or those beside a file called so.

    Classes are called as the file of names beside them says, else by number.

    Raises
    ------
    LoadError
        If a batch is damaged, or they do not belong together.
    Cancelled
        If `watch` says so.
    """
    name = short_name(path)
    if not is_folder(path) and source_head(path).kind is ContentKind.TAR:
        return _from_archive(path, watch)
    files = cifar_files(path if is_folder(path) else path.parent)
    if files is None or (not is_folder(path) and path not in files.train):
        if is_folder(path):
            raise LoadError(f"{name}: there are no batches of CIFAR in this folder")
        files = CifarFiles((path,), None, None if files is None else files.names)
    if watch.at_most is not None:
        files = replace(files, train=files.train[:1])
    count = len(files.train) + 1
    read = _Batches(watch)
    for at, batch in enumerate(files.train):
        watch.report(at / count, f"Reading {short_name(batch)}")
        read.add(read_cifar_batch(batch), short_name(batch))
        if read.count > _MOST_IMAGES:
            raise LoadError(f"{name}: expected at most {_MOST_IMAGES:,} images")
    train = read.part()
    test = None
    if files.test is not None:
        watch.report((count - 1) / count, f"Reading {short_name(files.test)}")
        read.add(read_cifar_batch(files.test), short_name(files.test))
        test = read.part()
    names, notes = _names(files.names, read.class_count, train, test)
    watch.report(1.0, f"{name} is ready")
    return Dataset(name, train, test, names, notes)


def _from_archive(path: Path, watch: LoadingWatch) -> Dataset:
    """Return the batches in an archive as it is published."""
    name = short_name(path)
    watch.report(0.0, f"Reading {name}")
    archive = read_archive(path)
    read = _Batches(watch)
    for at, (file, content) in enumerate(archive.train):
        watch.report(0.5 + 0.4 * at / len(archive.train), f"Reading {name}, {file}")
        read.add(batch_of(content, f"{name}, {file}"), f"{name}, {file}")
    train, test = read.part(), None
    if archive.test is not None:
        file, content = archive.test
        read.add(batch_of(content, f"{name}, {file}"), f"{name}, {file}")
        test = read.part()
    count = read.class_count
    names = archive.names[:count]
    if len(names) < count:
        names = tuple(map(str, range(count)))
    watch.report(1.0, f"{name} is ready")
    return Dataset(name, train, test, names)


class _Batches:
    """Takes the images of batches that belong together, one batch after the other."""

    def __init__(self, watch: LoadingWatch) -> None:
        self._storage = watch.storage
        self.class_count = 0
        self._begin()

    def _begin(self) -> None:
        self._images = self._storage.images((SIDE, SIDE, CHANNELS))
        self._labels: list[ByteArray] = []
        self.count = 0

    def add(self, batch: CifarBatch, name: str) -> None:
        """Take a batch; `name` is that of its file."""
        self.class_count = self.class_count or batch.class_count
        if batch.class_count != self.class_count:
            raise LoadError(
                f"{name}: expected {self.class_count} classes as in the other "
                f"batches, received {batch.class_count}"
            )
        self._images.add(batch.images)
        self._labels.append(batch.labels)
        self.count += len(batch.labels)

    def part(self) -> LabelledImages:
        """Return all that was read since the last time."""
        labels = np.concatenate(self._labels)
        labels.flags.writeable = False
        part = LabelledImages(self._images.finish(), labels)
        self._begin()
        return part


def _names(
    path: Path | None, count: int, train: LabelledImages, test: LabelledImages | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the class names, and what was wrong with the file that should hold them."""
    numbered = class_names_of(train, *([] if test is None else [test]))
    numbered = tuple(str(at) for at in range(max(count, len(numbered))))
    if path is None:
        return numbered, ()
    try:
        found = read_class_names(path)
    except LoadError as error:
        return numbered, (f"Classes have numbers instead of names: {error}.",)
    if len(found) < count:
        return numbered, (f"{short_name(path)} names {len(found)} of {count} classes.",)
    return found[:count], ()


def _looks_like_cifar(head: SourceHead) -> bool:
    if head.is_folder:
        return cifar_files(head.path) is not None
    if head.kind is ContentKind.TAR:
        return True
    return head.kind in (ContentKind.BINARY, ContentKind.PICKLE) and is_batch(head.path)


def _files(folder: Path) -> tuple[Path, ...]:
    found = cifar_files(folder)
    if found is None:
        return ()
    return found.train if found.test is None else (*found.train, found.test)


def _read(source: str, watch: LoadingWatch) -> Dataset:
    return load_cifar(Path(source), watch)


CIFAR = DataFormat(
    name="cifar",
    title="CIFAR",
    explained="the batches of CIFAR-10 or CIFAR-100 (a folder or its .tar.gz)",
    expected="batches of CIFAR-10 or CIFAR-100",
    suffixes=(".bin", ".tar", ".tgz"),
    read=_read,
    looks_like=_looks_like_cifar,
    files=_files,
)
