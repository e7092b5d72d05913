"""The data set in memory, cut into the parts a user picks samples from."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal

from core.arrays import IntArray
from core.data_description import DataDescription
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.sample import Part, Sample
from core.datasets.split import split_rows


class LoadedData(QObject):
    """Holds the loaded `Dataset` and its split; panels observe `changed`.

    What the user draws is a part of its own, of one image, beside those of the data set; so
    are the drawings that were kept.

    Signals
    -------
    changed()
        Another data set was loaded, or it was split anew, or one that is wanted is not there.
    own_changed()
        The kept drawings are others now.

    Attributes
    ----------
    missing : str or DataDescription
        What is wanted in place of the data set and cannot be had; empty if there is nothing.
    is_of_other_run : bool
        Whether it is the shown run that lacks its images: those at hand are of another one.
    """

    changed = Signal()
    own_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.missing: str | DataDescription = ""
        self.is_of_other_run = False
        self._dataset: Dataset | None = None
        self._rows: dict[Part, IntArray] = {}
        self._drawing: Sample | None = None
        self._own: LabelledImages | None = None

    @property
    def dataset(self) -> Dataset | None:
        """The data set; None until it is loaded."""
        return self._dataset

    def use(self, dataset: Dataset, validation_share: float, seed: int) -> None:
        """Show `dataset`, split as the experiment splits it."""
        train, validation = split_rows(len(dataset.train), validation_share, seed)
        rows = {Part.TRAIN: train, Part.VALIDATION: validation}
        if dataset.test is not None:
            rows[Part.TEST] = np.arange(len(dataset.test))
        was_missing, self.missing = self.missing, ""
        self.is_of_other_run = False
        unchanged = dataset is self._dataset and all(
            np.array_equal(rows[part], self._rows.get(part, [])) for part in rows
        )
        if not unchanged or was_missing:
            if not _are_alike(dataset, self._dataset):
                # were made for images of another size, perhaps
                self._drawing = self._own = None
            elif Part.OWN in self._rows:
                rows[Part.OWN] = self._rows[Part.OWN]
            self._dataset, self._rows = dataset, rows
            self.changed.emit()

    def miss(self, source: str | DataDescription, *, by_run: bool = False) -> None:
        """Take note that `source` is wanted and cannot be had; what is there stays.

        Parameters
        ----------
        source : str or DataDescription
        by_run : bool
            Whether the shown run was made from it.
        """
        if source != self.missing or by_run != self.is_of_other_run:
            self.missing, self.is_of_other_run = source, by_run
            self.changed.emit()

    def parts(self) -> tuple[Part, ...]:
        """Return the parts that hold at least one image, test images first."""
        return tuple(part for part in Part if self.count(part) > 0)

    def count(self, part: Part) -> int:
        """Return how many images `part` holds."""
        if part is Part.DRAWING:
            return 0 if self._drawing is None else 1
        return len(self._rows.get(part, ()))

    def labels(self, part: Part) -> IntArray:
        """Return the true classes of `part`, in sample order."""
        if self._drawing is not None and part is Part.DRAWING:
            return np.array([-1 if self._drawing.label is None else self._drawing.label])
        labels: IntArray = self.images(part).labels[self._rows[part]]
        return labels

    def sample(self, part: Part, index: int) -> Sample:
        """Return image `index` of `part`.

        Raises
        ------
        IndexError
            If there is no such image.
        """
        if not 0 <= index < self.count(part):
            raise IndexError(f"{part}: expected an index below {self.count(part)}, got {index}")
        if self._drawing is not None and part is Part.DRAWING:
            return self._drawing
        images, row = self.images(part), self._rows[part][index]
        names = () if self._dataset is None else self._dataset.class_names
        return Sample(part, index, images.images[row], int(images.labels[row]), names)

    def rows(self, part: Part) -> IntArray:
        """Return where the images of `part` are in the data set's arrays."""
        return self._rows[part]

    def set_drawing(self, drawing: Sample) -> None:
        """Keep what is drawn now in place of what was drawn before."""
        self._drawing = drawing

    def set_own(self, own: LabelledImages | None) -> None:
        """Keep those drawings, in the shape of the images of the data set; None for none."""
        if own is None and self._own is None:
            return
        self._own = own
        self._rows.pop(Part.OWN, None)
        if own is not None:
            self._rows[Part.OWN] = np.arange(len(own))
        self.own_changed.emit()

    def images(self, part: Part) -> LabelledImages:
        """Return the arrays that hold the images of a part of the data set."""
        if self._dataset is None:
            raise IndexError("no data set is loaded")
        if part is Part.OWN:
            if self._own is None:
                raise IndexError("no drawings are kept")
            return self._own
        if part is Part.TEST:
            if self._dataset.test is None:
                raise IndexError("this data set has no test images")
            return self._dataset.test
        return self._dataset.train


def _are_alike(dataset: Dataset, before: Dataset | None) -> bool:
    """Return whether a drawing for one is one for the other: images added, labels mended."""
    return (
        before is not None
        and dataset.image_shape == before.image_shape
        and dataset.class_names == before.class_names
    )
