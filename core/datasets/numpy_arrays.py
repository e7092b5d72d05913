"""A data set of one's own as NumPy arrays: an .npz archive, or .npy files side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from core.arrays import ByteArray, shape_text
from core.datasets.array_names import array_names
from core.datasets.class_names import class_names_of
from core.datasets.data_format import DataFormat
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.idx_names import Purpose, set_name
from core.datasets.idx_pair import labelled
from core.datasets.idx_search import MOST_FILES
from core.datasets.image_arrays import as_images, as_labels, image_shape
from core.datasets.loading_watch import LoadingWatch
from core.datasets.source_head import SourceHead, source_head
from core.errors import LoadError
from core.formats.content_kind import ContentKind
from core.formats.file_access import short_name, short_value
from core.formats.npy_reader import read_npy, read_npy_header
from core.formats.npz_archive import NpzArchive
from core.formats.path_facts import files_in
from core.formats.unpacked_file import open_unpacked

#: Bytes of one array.
MAX_BYTES = 1 << 32
#: How far everything is when test images are begun.
_TEST_SHARE = 0.7
EXPECTED = (
    "expected images (x_train, train_images or images) and labels (y_train, train_labels or "
    "labels)"
)


def load_npz(path: Path, watch: LoadingWatch) -> Dataset:
    """Return the images and labels of an archive; test images and class names if it has them.

    Raises
    ------
    LoadError
        If no names fit, or an array is damaged, too large or something else.
    """
    name = short_name(path)
    watch.report(0.0, f"Reading {name}")
    archive = NpzArchive(path)
    names = array_names(archive.names)
    if names.images is None or names.labels is None:
        missing = "labels" if names.images is not None else "images"
        shown = ", ".join(short_value(one) for one in sorted(archive.names)[:4])
        more = ", ..." if len(archive.names) > 4 else ""
        raise LoadError(f"{name}: there are no {missing}; {EXPECTED}, found {shown}{more}")
    notes = _Notes()
    parts = _NpzParts(archive, name, notes, watch)
    train, found = parts.read(names.images, names.labels)
    test = None
    if names.test_images is not None and names.test_labels is not None:
        parts = _NpzParts(archive, name, notes, watch.from_share(_TEST_SHARE))
        test, found = parts.read(names.test_images, names.test_labels, found)
        _check_alike(train, test, name)
    if names.class_names is not None:
        values = parts.array(names.class_names).values
        if values.ndim == 1 and values.dtype.kind == "U" and len(values):
            found = tuple(map(str, values.tolist()))
    if names.left_out:
        notes.add((f"Left out: {', '.join(short_value(one) for one in names.left_out[:4])}.",))
    return _dataset(name, train, test, found, notes)


def load_npy(path: Path, watch: LoadingWatch) -> Dataset:
    """Return the images of one .npy file and the labels in the one beside it, or the reverse.

    They belong together if they are called alike: ``x_train.npy`` and ``y_train.npy``.

    Raises
    ------
    LoadError
        If there is no companion, or a file is damaged, too large or something else.
    """
    name = short_name(path)
    watch.report(0.0, f"Reading {name}")
    chosen = path
    if not _holds_images(path):
        found = _companion(path, set_name(path.name).purpose, images=True)
        if found is None:
            raise LoadError(
                f"{name}: this array holds labels or no images, and no array of images that "
                "is called alike is beside it, such as x_train.npy"
            )
        chosen = found
    notes = _Notes()
    train, names = _npy_part(chosen, notes, watch, None)
    test = None
    if set_name(chosen.name).purpose is Purpose.TRAINING:
        test_images = _companion(chosen, Purpose.TEST, images=True)
        if test_images is not None and _companion(test_images, Purpose.TEST, images=False):
            test, names = _npy_part(test_images, notes, watch.from_share(_TEST_SHARE), names)
            _check_alike(train, test, short_name(test_images))
    return _dataset(short_name(chosen), train, test, names, notes)


class _Notes:
    """Sentences about what was guessed, each once."""

    def __init__(self) -> None:
        self.all: list[str] = []

    def add(self, notes: tuple[str, ...]) -> None:
        """Keep those that are new."""
        self.all += [note for note in notes if note not in self.all]


@dataclass(frozen=True, slots=True, eq=False)
class _Array:
    values: NDArray[Any]
    where: str


class _NpzParts:
    """Reads the arrays of an archive."""

    def __init__(
        self, archive: NpzArchive, name: str, notes: _Notes, watch: LoadingWatch
    ) -> None:
        self._archive, self._name = archive, name
        self._notes, self._watch = notes, watch

    def read(
        self, images: str, labels: str, known: tuple[str, ...] | None = None
    ) -> tuple[LabelledImages, tuple[str, ...] | None]:
        """Return images with labels, and the class names; those `known` if labels are none."""
        first = self._watch.at_most
        arrays = self.array(images, first), self.array(labels)
        return _part(*arrays, self._notes, first, known)

    def array(self, name: str, first: int | None = None) -> _Array:
        """Return an array, or the first entries of it."""
        where = f"{self._name}, {short_value(name)}"
        check = _checked(self._watch, self._name)
        with self._archive.opened(name, check) as (file, size):
            at_most = min(MAX_BYTES, size)
            return _Array(read_npy(file, at_most=at_most, where=where, first=first), where)


def _checked(watch: LoadingWatch, name: str) -> Callable[[], object]:
    """Return what is called between two pieces, so that it can be cancelled there."""
    return lambda: watch.report(0.0, f"Reading {name}")


def _npy_array(path: Path, watch: LoadingWatch, first: int | None = None) -> _Array:
    with open_unpacked(path) as source:
        if source.kind is not ContentKind.NPY:
            raise LoadError(f"{source.name}: this is {source.kind}, expected a NumPy array")
        values = read_npy(
            source.file,
            at_most=min(MAX_BYTES, source.at_most),
            where=source.name,
            first=first,
            check=_checked(watch, source.name),
        )
        return _Array(values, source.name)


def _part(
    images: _Array,
    labels: _Array,
    notes: _Notes,
    first: int | None,
    known: tuple[str, ...] | None,
) -> tuple[LabelledImages, tuple[str, ...] | None]:
    """Return images with labels, and the class names if labels are text."""
    classes, names = as_labels(labels.values, labels.where)
    if known is not None and names is not None and names != known:
        raise LoadError(
            f"{labels.where}: expected the classes of the training images, received others"
        )
    pixels, said = as_images(images.values, images.where)
    notes.add(said)
    if first is not None:
        pixels, classes = pixels[:first], classes[:first]
    part = labelled(pixels, classes, Path(images.where), Path(labels.where))
    return part, names or known


def _npy_part(
    images: Path, notes: _Notes, watch: LoadingWatch, known: tuple[str, ...] | None
) -> tuple[LabelledImages, tuple[str, ...] | None]:
    labels = _companion(images, set_name(images.name).purpose, images=False)
    if labels is None:
        raise LoadError(
            f"{short_name(images)}: this array holds images, but no array with their labels "
            "that is called alike is beside it, such as y_train.npy"
        )
    first = watch.at_most
    arrays = _npy_array(images, watch, first), _npy_array(labels, watch)
    return _part(*arrays, notes, first, known)


def _companion(of: Path, purpose: Purpose, *, images: bool) -> Path | None:
    """Return the array of the same set, in the same folder, that holds images or labels."""
    title = set_name(of.name).title
    for path in files_in(of.parent, at_most=MOST_FILES):
        name = set_name(path.name)
        if name.title != title or name.purpose is not purpose or path.name == of.name:
            continue
        try:
            if source_head(path).kind is ContentKind.NPY and _holds_images(path) is images:
                return path
        except LoadError:
            continue
    return None


def _holds_images(path: Path) -> bool:
    with open_unpacked(path) as source:
        return image_shape(read_npy_header(source.file, source.name)[2]) is not None


def _check_alike(train: LabelledImages, test: LabelledImages, name: str) -> None:
    if train.images.shape[1:] != test.images.shape[1:]:
        raise LoadError(
            f"{name}: expected test images of {shape_text(train.images.shape[1:])} like the "
            f"training images, received {shape_text(test.images.shape[1:])}"
        )


def _dataset(
    name: str,
    train: LabelledImages,
    test: LabelledImages | None,
    names: tuple[str, ...] | None,
    notes: _Notes,
) -> Dataset:
    parts = [part for part in (train, test) if part is not None]
    numbered = class_names_of(*parts)
    highest = max(int(part.labels.max()) for part in parts)
    if names is None or len(names) <= highest:
        names = numbered
    for part in parts:
        part.images.flags.writeable = part.labels.flags.writeable = False
    return Dataset(name, train, test, names, tuple(notes.all))


def _looks_like_arrays(head: SourceHead) -> bool:
    return head.kind in (ContentKind.NPY, ContentKind.NPZ)


def _read(source: str, watch: LoadingWatch) -> Dataset:
    path = Path(source)
    is_npz = source_head(path).kind is ContentKind.NPZ
    return load_npz(path, watch) if is_npz else load_npy(path, watch)


def _read_images(source: str, watch: LoadingWatch) -> ByteArray:
    path = Path(source)
    watch.report(0.0, f"Reading {short_name(path)}")
    if source_head(path).kind is not ContentKind.NPZ:
        array = _npy_array(path, watch, watch.at_most)
        return as_images(array.values, array.where)[0]
    archive = NpzArchive(path)
    name = array_names(archive.names).images
    if name is None:
        raise LoadError(f"{short_name(path)}: there are no images; {EXPECTED}")
    parts = _NpzParts(archive, short_name(path), _Notes(), watch)
    array = parts.array(name, watch.at_most)
    return as_images(array.values, array.where)[0]


NUMPY_ARRAYS = DataFormat(
    name="numpy",
    title="NumPy",
    explained="NumPy arrays (.npz, .npy)",
    expected="NumPy arrays of images and labels",
    suffixes=(".npz", ".npy"),
    read=_read,
    read_images=_read_images,
    looks_like=_looks_like_arrays,
)
