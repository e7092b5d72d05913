"""Show a few images of any source at once, however large it is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.arrays import ByteArray, IntArray, Shape
from core.data_description import DataDescription
from core.datasets.data_format import DataFormat
from core.datasets.description import prepared_dataset, prepared_images
from core.datasets.extra_images import parted_source
from core.datasets.label_file import parted_labels
from core.datasets.loading_watch import IsCancelled, LoadingWatch
from core.datasets.reading import format_of
from core.errors import LoadError

#: Images that fill a page.
A_FEW = 48


@dataclass(frozen=True, slots=True, eq=False)
class FirstLook:
    """The first images of a source, or some from all over it, before it is read.

    Attributes
    ----------
    format : DataFormat
        What the source is read as.
    images : ndarray of uint8, shape (N, H, W, C)
        As they would be trained on.
    labels : ndarray of int, shape (N,), or None
        None if the source has none.
    class_names : tuple of str
        Those that are known by now; empty without labels.
    notes : tuple of str
        What was guessed or changed, as sentences; of these images alone.
    """

    format: DataFormat
    images: ByteArray
    labels: IntArray | None
    class_names: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def image_shape(self) -> Shape:
        """Shape (H, W, C) of one image."""
        return self.images.shape[1:]


def first_look(
    data: str | DataDescription,
    at_most: int = A_FEW,
    *,
    cancelled: IsCancelled | None = None,
) -> FirstLook:
    """Return a few images of what `data` names or describes, in a fraction of a second.

    Of folders and archives of images they come from all over; of files they are the first.
    What is wrong further on is not noticed.

    Parameters
    ----------
    data : str or DataDescription
        As `core.datasets.loading.load_dataset` takes it; which images are for testing is left
        aside.
    at_most : int
        Images wanted.
    cancelled : callable, optional
        Returns whether to give up.

    Raises
    ------
    LoadError
        If nothing can be read; one sentence says why.
    Cancelled
        If `cancelled` says so.
    """
    description = replace(DataDescription.of(data), split=None, labels=None)
    description = description.moved_to(parted_labels(parted_source(description.source)[0])[0])
    watch = LoadingWatch(cancelled=cancelled, at_most=at_most)
    known = format_of(description.source)
    try:
        dataset = prepared_dataset(description, watch)
    except LoadError:
        if known.read_images is None:
            raise
        images = prepared_images(description, watch)[:at_most]
        return FirstLook(known, images, None, (), ())
    train = dataset.train
    return FirstLook(
        known,
        train.images[:at_most],
        train.labels[:at_most],
        dataset.class_names,
        dataset.notes,
    )
