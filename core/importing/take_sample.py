"""Make a small source of a large one."""

from __future__ import annotations

from pathlib import Path

from core.datasets.catalog import file_formats
from core.datasets.data_format import DataFormat
from core.datasets.idx_folder import IDX_FILES
from core.datasets.image_files import FolderFiles
from core.datasets.image_folder import IMAGE_FOLDER
from core.datasets.image_zip import IMAGE_ZIP, opened_zip
from core.datasets.kaggle_csv import KAGGLE_CSV
from core.datasets.numpy_arrays import NUMPY_ARRAYS
from core.datasets.source_head import source_head
from core.errors import LoadError
from core.formats.content_kind import ContentKind
from core.importing.array_sample import sample_npy, sample_npz
from core.importing.idx_sample import sample_idx
from core.importing.picture_sample import is_small, sample_pictures
from core.importing.sampled import SMALL, Sampled
from core.importing.table_sample import sample_table


def format_of(source: str) -> DataFormat | None:
    """Return what kind of data a file or folder holds; None if none that is known.

    Raises
    ------
    LoadError
        If it cannot be read.
    """
    head = source_head(source)
    return next((known for known in file_formats() if known.looks_like(head)), None)


def take_sample(source: str, folder: Path) -> Sampled:
    """Return some images of a source, written to an empty folder as a source of its kind.

    What is small, or of a kind of which no part can be had, is its own sample.

    Raises
    ------
    LoadError
        If it cannot be read.
    """
    path, known = Path(source), format_of(source)
    try:
        found = _sample(path, known, folder)
    except (OSError, ValueError) as error:
        if isinstance(error, LoadError):
            raise
        found = None  # no room, or no names as in the source
    return found if found is not None else Sampled(source, source, None)


def _sample(path: Path, known: DataFormat | None, folder: Path) -> Sampled | None:
    if known is IMAGE_FOLDER:
        if is_small(path):
            return None
        return sample_pictures(FolderFiles(path), folder, path.absolute())
    if known is IDX_FILES:
        return sample_idx(path, folder)
    if path.is_dir() or path.stat().st_size <= SMALL:
        return None
    if known is IMAGE_ZIP:
        with opened_zip(path) as files:
            return sample_pictures(files, folder)
    if known not in (KAGGLE_CSV, NUMPY_ARRAYS):
        return None
    if known is KAGGLE_CSV:
        return sample_table(path, folder)
    is_npz = source_head(path).kind is ContentKind.NPZ
    return (sample_npz if is_npz else sample_npy)(path, folder)
