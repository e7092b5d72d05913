"""Turn what an experiment says of its data into a data set."""

from __future__ import annotations

from dataclasses import replace

from core.arrays import ByteArray
from core.data_description import DataDescription
from core.datasets.corrected_data import corrected_data
from core.datasets.dataset import Dataset
from core.datasets.description import prepared_dataset, prepared_images
from core.datasets.extra_images import parted_source
from core.datasets.label_file import labels_apart
from core.datasets.loading_watch import IsCancelled, LoadingWatch, Progress
from core.datasets.streaming.within_memory import read_within_memory
from core.errors import LoadError, SpecError
from core.formats.file_access import short_name


def load_dataset(
    data: str | DataDescription,
    *,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Dataset:
    """Return the data set that `data` names or describes.

    Parameters
    ----------
    data : str or DataDescription
        The name of data that comes with the program, e.g. ``"mnist"``, or the path of a file
        or a folder of a kind that `core.datasets.catalog` lists; with images of one's own
        ``"mnist + path/digits.npz"``.  Or such a source with choices how it is read.
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
    described = labels_apart(_described(data))
    plain = replace(described, labels=None)
    dataset = read_within_memory(plain, watch, prepared_dataset)
    if described.labels is None:
        return dataset
    base = plain.moved_to(parted_source(plain.source)[0])
    return corrected_data(
        dataset,
        described,
        watch,
        lambda: read_within_memory(base, watch, prepared_dataset),
    )


def load_images(
    data: str | DataDescription,
    *,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> ByteArray:
    """Return the images in a file of any kind, labelled or not, without their labels.

    Parameters
    ----------
    data : str or DataDescription
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
    return prepared_images(_described(data), LoadingWatch(progress, cancelled))


def _described(data: str | DataDescription) -> DataDescription:
    try:
        return DataDescription.of(data)
    except SpecError:
        raise LoadError(f"{short_name(str(data))}: this is no name of a file") from None
