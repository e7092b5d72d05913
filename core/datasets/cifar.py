"""CIFAR-10 and CIFAR-100 as they are published: batches side by side in a folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from core.datasets.cifar_batch import CifarBatch, read_cifar_batch, read_class_names
from core.datasets.cifar_files import CifarFiles, cifar_files, is_batch
from core.datasets.class_names import class_names_of
from core.datasets.data_format import DataFormat
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.loading_watch import LoadingWatch
from core.datasets.source_head import SourceHead
from core.errors import LoadError
from core.formats.content_kind import ContentKind
from core.formats.file_access import short_name
from core.formats.path_facts import is_folder

_MOST_IMAGES = 600_000


def load_cifar(path: Path, watch: LoadingWatch) -> Dataset:
    """Return the batches of a folder, or those beside a file that is called like one.

    Classes are called as the file of names beside them says, else by number.

    Raises
    ------
    LoadError
        If a batch is damaged, or they do not belong together.
    Cancelled
        If `watch` says so.
    """
    name = short_name(path)
    files = cifar_files(path if is_folder(path) else path.parent)
    if files is None or (not is_folder(path) and path not in files.train):
        if is_folder(path):
            raise LoadError(f"{name}: there are no batches of CIFAR in this folder")
        files = CifarFiles((path,), None, None if files is None else files.names)
    if watch.at_most is not None:
        files = replace(files, train=files.train[:1])
    count = len(files.train) + 1
    batches: list[CifarBatch] = []
    for at, batch in enumerate(files.train):
        watch.report(at / count, f"Reading {short_name(batch)}")
        batches.append(_alike(read_cifar_batch(batch), batches, batch))
        if sum(len(one.labels) for one in batches) > _MOST_IMAGES:
            raise LoadError(f"{name}: expected at most {_MOST_IMAGES:,} images")
    train = _part(batches)
    test = None
    if files.test is not None:
        watch.report((count - 1) / count, f"Reading {short_name(files.test)}")
        test = _part([_alike(read_cifar_batch(files.test), batches, files.test)])
    names, notes = _names(files.names, batches[0].class_count, train, test)
    watch.report(1.0, f"{name} is ready")
    return Dataset(name, train, test, names, notes)


def _alike(batch: CifarBatch, others: list[CifarBatch], path: Path) -> CifarBatch:
    if others and others[0].class_count != batch.class_count:
        raise LoadError(
            f"{short_name(path)}: expected {others[0].class_count} classes as in the other "
            f"batches, received {batch.class_count}"
        )
    return batch


def _part(batches: list[CifarBatch]) -> LabelledImages:
    images = np.concatenate([batch.images for batch in batches])
    labels = np.concatenate([batch.labels for batch in batches])
    images.flags.writeable = labels.flags.writeable = False
    return LabelledImages(images, labels)


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
    return head.kind is ContentKind.BINARY and is_batch(head.path)


def _read(source: str, watch: LoadingWatch) -> Dataset:
    return load_cifar(Path(source), watch)


CIFAR = DataFormat(
    name="cifar",
    title="CIFAR",
    explained="the batches of CIFAR-10 or CIFAR-100",
    expected="batches of CIFAR-10 or CIFAR-100",
    suffixes=(".bin",),
    read=_read,
    looks_like=_looks_like_cifar,
)
