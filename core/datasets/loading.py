"""Turn what an experiment calls its data into a data set."""

from __future__ import annotations

from core.arrays import ByteArray
from core.datasets.catalog import built_in_formats, expected_formats, file_formats
from core.datasets.data_format import DataFormat
from core.datasets.dataset import Dataset
from core.datasets.extra_images import parted_source, with_extra
from core.datasets.loading_watch import IsCancelled, LoadingWatch, Progress
from core.datasets.source_head import source_head
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
        or a folder of a kind that `core.datasets.catalog` lists; with images of one's own
        ``"mnist + path/digits.npz"``.
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
    base, extra = parted_source(source)
    dataset = read_source(base, watch)
    return with_extra(dataset, extra) if extra else dataset


def read_source(source: str, watch: LoadingWatch) -> Dataset:
    """Return the data set that `source` names; see `load_dataset`."""
    return format_of(source).read(source, watch)


def load_images(
    source: str, *, progress: Progress | None = None, cancelled: IsCancelled | None = None
) -> ByteArray:
    """Return the images in a file of any kind, labelled or not, without their labels.

    Parameters
    ----------
    source : str
        The path of a file or a folder; the rest as for `load_dataset`.

    Returns
    -------
    ndarray of uint8, shape (N, H, W, C)

    Raises
    ------
    LoadError
        If they cannot be read; one sentence says why.
    Cancelled
        If `cancelled` says so.
    """
    return read_images(source, LoadingWatch(progress, cancelled))


def read_images(source: str, watch: LoadingWatch) -> ByteArray:
    """Return the images in a file of any kind; see `load_images`."""
    known = _file_format_of(source)
    if known.read_images is not None:
        return known.read_images(source, watch)
    return known.read(source, watch).train.images


def format_of(source: str) -> DataFormat:
    """Return what `source` is read as.

    Raises
    ------
    LoadError
        If it cannot be read, or is nothing that is known.
    """
    for known in built_in_formats():
        if known.name == source:
            return known
    return _file_format_of(source)


def _file_format_of(source: str) -> DataFormat:
    head = source_head(source)
    for known in file_formats():
        if known.looks_like(head):
            return known
    raise LoadError(f"{short_name(source)}: this is {head.kind}, expected {expected_formats()}")
