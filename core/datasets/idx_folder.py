"""A data set of one's own as IDX files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from core.arrays import ByteArray, shape_text
from core.datasets.class_names import class_names_of
from core.datasets.data_format import DataFormat
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.folder_kind import FolderKind, folder_kind
from core.datasets.foreign_pictures import foreign_pictures
from core.datasets.idx import read_idx_images, read_idx_labels
from core.datasets.idx_names import Purpose
from core.datasets.idx_pair import labelled
from core.datasets.idx_search import (
    MOST_FILES,
    IdxFile,
    companion,
    idx_file,
    idx_files_in,
)
from core.datasets.image_files import walked
from core.datasets.loading_watch import LoadingWatch
from core.datasets.source_head import SourceHead
from core.datasets.turned import is_stored_turned, turned_upright
from core.errors import LoadError
from core.formats.content_kind import ContentKind
from core.formats.file_access import short_name
from core.formats.file_name import has_ending
from core.formats.path_facts import files_in, is_folder


def load_idx_folder(folder: Path, watch: LoadingWatch) -> Dataset:
    """Return ``train-images-idx3-ubyte[.gz]`` and companions; ``t10k-…`` is optional.

    Names may be spelled in any way that public data sets use.

    Raises
    ------
    LoadError
        If the training files are not there, belong to several data sets, or a file cannot be
        read.
    """
    images = _images_of_folder(folder)
    dataset, used = _load(images, short_name(folder), watch)
    ignored = [
        path.name
        for path in files_in(folder, at_most=MOST_FILES)
        if path not in used and not path.name.startswith(".")
    ]
    if not ignored:
        return dataset
    note = f"Left out: {_listed([short_name(name) for name in ignored], 3)}."
    return Dataset(
        dataset.name,
        dataset.train,
        dataset.test,
        dataset.class_names,
        (*dataset.notes, note),
    )


def load_idx_file(path: Path, watch: LoadingWatch) -> Dataset:
    """Return the images of one IDX file and the labels that belong to it, or the reverse.

    The test images of the same data set, if they are beside it, become the test images.

    Raises
    ------
    LoadError
        If there is no companion, or a file cannot be read.
    """
    images = _images_of_file(path)
    return _load(images, short_name(images.path), watch)[0]


def _images_of_folder(folder: Path) -> IdxFile:
    found = [one for one in idx_files_in(folder) if one.holds_images]
    if not found:
        seen = islice(walked(str(folder)), MOST_FILES)
        if foreign := foreign_pictures(way[-1] for way in seen):
            raise LoadError(f"{short_name(folder)}: {foreign}")
        raise LoadError(
            f"{short_name(folder)}: expected a folder of images for each class, or "
            f"train-images-idx3-ubyte (or .gz), in this folder{_advice(folder)}"
        )
    titles = sorted({one.set_name.title for one in found})
    if len(titles) > 1:
        raise LoadError(
            f"{short_name(folder)}: there are {len(titles)} data sets in this folder "
            f"({_listed([title or 'mnist' for title in titles], 4)}); open a file of one"
        )
    order = (Purpose.TRAINING, Purpose.UNKNOWN, Purpose.TEST)
    return min(found, key=lambda one: order.index(one.set_name.purpose))


def _images_of_file(path: Path) -> IdxFile:
    chosen = idx_file(path)
    if chosen is None:
        raise LoadError(f"{short_name(path)}: this is no IDX file")
    if chosen.holds_images:
        return chosen
    images = companion(chosen, images=True, purpose=chosen.set_name.purpose)
    if images is None:
        raise LoadError(
            f"{short_name(path)}: this IDX file holds labels, but no file with their "
            "images is beside it, such as train-images-idx3-ubyte"
        )
    return images


def _load(images: IdxFile, name: str, watch: LoadingWatch) -> tuple[Dataset, frozenset[Path]]:
    """Return the data set, and the files it was read from."""
    watch.report(0.0, f"Reading {short_name(images.path)}")
    train, notes, used = _part(images, watch)
    test: LabelledImages | None = None
    test_images = None
    if images.set_name.purpose is not Purpose.TEST:
        test_images = companion(images, images=True, purpose=Purpose.TEST)
    if test_images is not None:
        watch.report(0.8, f"Reading {short_name(test_images.path)}")
        test, more_notes, more_used = _part(test_images, watch)
        notes += [note for note in more_notes if note not in notes]
        used |= more_used
        if test.images.shape[1:] != train.images.shape[1:]:
            raise LoadError(
                f"{short_name(test_images.path)}: expected images of "
                f"{_size(train)} as in {short_name(images.path)}, received {_size(test)}"
            )
    watch.report(1.0, f"{name} is ready")
    parts = [part for part in (train, test) if part is not None]
    dataset = Dataset(name, train, test, class_names_of(*parts), tuple(notes))
    return dataset, frozenset(used)


def _part(images: IdxFile, watch: LoadingWatch) -> tuple[LabelledImages, list[str], set[Path]]:
    labels = companion(images, images=False, purpose=images.set_name.purpose)
    if labels is None:
        raise LoadError(
            f"{short_name(images.path)}: this IDX file holds images, but no file with their "
            "labels is beside it, such as train-labels-idx1-ubyte"
        )
    classes, notes = read_idx_labels(labels.path)
    upright, turned = _upright_images(images.path, watch)
    if watch.at_most is not None:
        classes = classes[: watch.at_most]
    part = labelled(upright, classes, images.path, labels.path)
    return part, [*turned, *notes], {images.path, labels.path}


def _upright_images(path: Path, watch: LoadingWatch) -> tuple[ByteArray, tuple[str, ...]]:
    images, notes = read_idx_images(path, watch)
    if not is_stored_turned(path.name):
        return images, notes
    check = partial(watch.report, 1.0, f"Turning the images of {short_name(path)} upright")
    upright, note = turned_upright(images, watch.storage, check)
    return upright, (*notes, note)


def _advice(folder: Path) -> str:
    tables = [
        path.name
        for path in files_in(folder, at_most=MOST_FILES)
        if has_ending(path.name, ".csv", ".csv.gz", ".zip")
    ]
    if not tables:
        return ""
    return f"; to learn from {_listed([short_name(name) for name in tables], 2)}, open the file"


def _listed(names: Sequence[str], most: int) -> str:
    shown = ", ".join(names[:most])
    more = len(names) - most
    return shown if more <= 0 else f"{shown} and {more:,} more"


def _size(part: LabelledImages) -> str:
    return shape_text(part.images.shape[1:3])


def _looks_like_idx(head: SourceHead) -> bool:
    if head.is_folder:
        return folder_kind(head.path) is FolderKind.IDX
    return head.kind is ContentKind.IDX


def _read(source: str, watch: LoadingWatch) -> Dataset:
    path = Path(source)
    return load_idx_folder(path, watch) if is_folder(path) else load_idx_file(path, watch)


def _read_images(source: str, watch: LoadingWatch) -> ByteArray:
    path = Path(source)
    watch.report(0.0, f"Reading {short_name(path)}")
    images = _images_of_folder(path) if is_folder(path) else _images_of_file(path)
    return _upright_images(images.path, watch)[0]


IDX_FILES = DataFormat(
    name="idx",
    title="IDX file",
    explained="IDX files or their folder",
    expected="IDX files named like those of MNIST (train-images-idx3-ubyte)",
    suffixes=(".gz", "ubyte", ".idx"),
    read=_read,
    read_images=_read_images,
    looks_like=_looks_like_idx,
    files=lambda folder: [one.path for one in idx_files_in(folder)],
)
