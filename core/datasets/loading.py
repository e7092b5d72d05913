"""Turn what an experiment calls its data into a data set."""

from __future__ import annotations

from pathlib import Path

from core.datasets.catalog import built_in_formats, expected_formats, file_formats
from core.datasets.dataset import Dataset
from core.datasets.loading_watch import IsCancelled, LoadingWatch, Progress
from core.errors import LoadError
from core.formats.file_access import short_name


def load_dataset(
    source: str, *, progress: Progress | None = None, cancelled: IsCancelled | None = None
) -> Dataset:
    """Return the data set that `source` names.

    Parameters
    ----------
    source : str
        The name of data that comes with the program, e.g. ``"mnist"``, or the path of a file
        or a folder of a kind that `core.datasets.catalog` lists.
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
    watch = LoadingWatch(progress, cancelled)
    for known in built_in_formats():
        if known.looks_like(source):
            return known.read(source, watch)
    _check_exists(source)
    for known in file_formats():
        if known.looks_like(source):
            return known.read(source, watch)
    raise LoadError(f"{short_name(source)}: expected {expected_formats()}")


def _check_exists(source: str) -> None:
    try:
        exists = Path(source).exists()
    except (OSError, ValueError):  # an impossible name, or a folder that may not be read
        raise LoadError(f"{short_name(source)}: cannot be read") from None
    if not exists:
        raise LoadError(f"{short_name(source)}: there is no such file or folder")
