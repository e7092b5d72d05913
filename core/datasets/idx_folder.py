"""A data set of one's own as IDX files, named like those of MNIST."""

from __future__ import annotations

from pathlib import Path

from core.arrays import shape_text
from core.datasets.data_format import DataFormat
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.idx_pair import read_idx_pair
from core.datasets.loading_watch import LoadingWatch
from core.errors import LoadError
from core.formats.file_access import short_name

MIN_CLASSES = 10
_TRAIN = "train-"
_TEST = "t10k-"
#: The part of a file name that tells images from labels; both spellings are in use.
_NAMES = (
    ("-images-idx3-ubyte", "-labels-idx1-ubyte"),
    ("-images.idx3-ubyte", "-labels.idx1-ubyte"),
)
_SUFFIXES = ("", ".gz")


def load_idx_folder(folder: Path, watch: LoadingWatch) -> Dataset:
    """Return ``train-images-idx3-ubyte[.gz]`` and companions; ``t10k-…`` is optional.

    Raises
    ------
    LoadError
        If the training files are not there, or a file cannot be read.
    """
    images = _first_existing(folder, _TRAIN, kind=0)
    if images is None:
        raise LoadError(
            f"{short_name(folder)}: expected train-images-idx3-ubyte (or .gz) in this folder"
        )
    return _load(images, _first_existing(folder, _TEST, kind=0), short_name(folder), watch)


def load_idx_file(path: Path, watch: LoadingWatch) -> Dataset:
    """Return the images of one IDX file and the labels that lie next to it.

    Of a ``train-…`` file the ``t10k-…`` files next to it become the test images.

    Raises
    ------
    LoadError
        If the name does not give its companion, or a file cannot be read.
    """
    images = _with_kind(path, 0)
    test = None
    if images.name.startswith(_TRAIN):
        test = _first_existing(path.parent, _TEST, kind=0)
    return _load(images, test, short_name(images), watch)


def _load(images: Path, test_images: Path | None, name: str, watch: LoadingWatch) -> Dataset:
    watch.report(0.0, f"Reading {short_name(images)}")
    train = read_idx_pair(images, _labels_of(images))
    test: LabelledImages | None = None
    if test_images is not None:
        watch.report(0.8, f"Reading {short_name(test_images)}")
        test = read_idx_pair(test_images, _labels_of(test_images))
        if test.images.shape[1:] != train.images.shape[1:]:
            raise LoadError(
                f"{short_name(test_images)}: expected images of "
                f"{_size(train)} as in {short_name(images)}, received {_size(test)}"
            )
    watch.report(1.0, f"{name} is ready")
    parts = [part for part in (train, test) if part is not None]
    highest = max(int(part.labels.max()) for part in parts)
    classes = max(MIN_CLASSES, highest + 1)
    return Dataset(name, train, test, tuple(str(index) for index in range(classes)))


def _labels_of(images: Path) -> Path:
    """Return the labels that belong to `images`, compressed or not."""
    labels = _with_kind(images, 1)
    plain = labels.with_name(labels.name.removesuffix(".gz"))
    for candidate in (labels, plain, plain.with_name(f"{plain.name}.gz")):
        if candidate.exists():
            return candidate
    raise LoadError(f"{short_name(labels)}: there is no such file next to the images")


def _with_kind(path: Path, kind: int) -> Path:
    for pair in _NAMES:
        for part in pair:
            if part in path.name:
                return path.with_name(path.name.replace(part, pair[kind]))
    raise LoadError(
        f"{short_name(path)}: expected a name with -images-idx3-ubyte or -labels-idx1-ubyte"
    )


def _first_existing(folder: Path, prefix: str, *, kind: int) -> Path | None:
    for pair in _NAMES:
        for suffix in _SUFFIXES:
            path = folder / f"{prefix[:-1]}{pair[kind]}{suffix}"
            if path.exists():
                return path
    return None


def _size(part: LabelledImages) -> str:
    return shape_text(part.images.shape[1:3])


def _looks_like_idx(source: str) -> bool:
    path = Path(source)
    return path.is_dir() or any(part in path.name for pair in _NAMES for part in pair)


def _read(source: str, watch: LoadingWatch) -> Dataset:
    path = Path(source)
    return load_idx_folder(path, watch) if path.is_dir() else load_idx_file(path, watch)


IDX_FILES = DataFormat(
    name="idx",
    title="IDX file",
    explained="IDX files or their folder",
    expected="IDX files named like those of MNIST (train-images-idx3-ubyte)",
    suffixes=(".gz", "ubyte", ".idx"),
    looks_like=_looks_like_idx,
    read=_read,
)
