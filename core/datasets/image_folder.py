"""A data set of one's own as a folder of images, in it a folder for each class."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

from core.data_description import DataDescription
from core.datasets.data_format import DataFormat
from core.datasets.dataset import Dataset
from core.datasets.folder_kind import FolderKind, folder_kind
from core.datasets.image_files import TABLES, FolderFiles, is_picture
from core.datasets.image_preparation import DEFAULT_PREPARATION, ImagePreparation
from core.datasets.image_reader import read_image_files
from core.datasets.loading_watch import LoadingWatch
from core.datasets.source_head import SourceHead


def load_image_folder(
    folder: Path,
    watch: LoadingWatch,
    preparation: ImagePreparation = DEFAULT_PREPARATION,
) -> Dataset:
    """Return the images in a folder by the names of the folders they lie in.

    Images come in the order of their names; what is hidden is left out, and so is, with a
    note, what cannot be read.

    Raises
    ------
    LoadError
        If there are no folders of classes, or no image in them that can be read.
    Cancelled
        If `watch` says so.
    """
    if watch.kept is None:
        return read_image_files(FolderFiles(folder), preparation, watch)
    with watch.kept.files(folder, lambda: nullcontext(FolderFiles(folder))) as files:
        return read_image_files(files, preparation, watch)


def _looks_like_images(head: SourceHead) -> bool:
    return head.is_folder and folder_kind(head.path) is FolderKind.IMAGES


def _files(folder: Path) -> Iterator[Path]:
    """Yield the pictures; tables are known by the labels that they give them."""
    files = FolderFiles(folder)
    for way in files.ways():
        if not way[-1].casefold().endswith(TABLES) and is_picture(files, way):
            yield folder.joinpath(*way)


def _read(source: str, watch: LoadingWatch) -> Dataset:
    return load_image_folder(Path(source), watch)


def _read_described(description: DataDescription, watch: LoadingWatch) -> Dataset:
    return load_image_folder(
        Path(description.source), watch, ImagePreparation.described(description)
    )


IMAGE_FOLDER = DataFormat(
    name="image_folder",
    title="Image folder",
    explained="a folder of images with a folder for each class",
    expected="a folder of images",
    suffixes=(),
    read=_read,
    read_described=_read_described,
    looks_like=_looks_like_images,
    reads_into_size=True,
    files=_files,
)
