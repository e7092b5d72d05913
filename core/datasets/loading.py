"""Turn what an experiment calls its data into a data set."""

from __future__ import annotations

from pathlib import Path

from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.idx_folder import is_idx_name, load_idx_file, load_idx_folder
from core.datasets.kaggle_csv import read_kaggle_csv
from core.datasets.loading_watch import IsCancelled, LoadingWatch, Progress
from core.datasets.mnist import DIGITS, load_mnist
from core.errors import LoadError
from core.experiment import MNIST
from core.formats.file_access import short_name


def load_dataset(
    source: str, *, progress: Progress | None = None, cancelled: IsCancelled | None = None
) -> Dataset:
    """Return the data set that `source` names.

    Parameters
    ----------
    source : str
        ``"mnist"``, the path of a Kaggle digit-recognizer CSV, of a folder with IDX files,
        or of one IDX file.
    progress : callable, optional
        Called as ``progress(fraction, text)``.
    cancelled : callable, optional
        Returns whether to give up.

    Raises
    ------
    LoadError
        If the data cannot be read; one sentence says why.
    Cancelled
        If `cancelled` says so.
    """
    if source == MNIST:
        return load_mnist(progress=progress, cancelled=cancelled)
    watch = LoadingWatch(progress, cancelled)
    path = Path(source)
    try:
        is_folder, exists = path.is_dir(), path.exists()
    except (OSError, ValueError):  # an impossible name, or a folder that may not be read
        raise LoadError(f"{short_name(path)}: cannot be read") from None
    if is_folder:
        return load_idx_folder(path, watch)
    if not exists:
        raise LoadError(f"{short_name(path)}: there is no such file or folder")
    if path.suffix.lower() == ".csv":
        return _load_csv(path, progress, cancelled)
    if is_idx_name(path):
        return load_idx_file(path, watch)
    raise LoadError(
        f"{short_name(path)}: expected mnist, a .csv file, or IDX files named like those of "
        "MNIST (train-images-idx3-ubyte)"
    )


def _load_csv(path: Path, progress: Progress | None, cancelled: IsCancelled | None) -> Dataset:
    table = read_kaggle_csv(path, progress=progress, cancelled=cancelled)
    if table.labels is None:
        raise LoadError(
            f"{short_name(path)}: there is no label column, so this file can be predicted "
            "but not trained on"
        )
    return Dataset(short_name(path), LabelledImages(table.images, table.labels), None, DIGITS)
