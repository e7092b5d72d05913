"""The data set in memory, cut into the parts a user picks samples from."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal

from core.arrays import IntArray
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.sample import Part, Sample
from core.datasets.split import split_rows


class LoadedData(QObject):
    """Holds the loaded `Dataset` and its split; panels observe `changed`.

    Signals
    -------
    changed()
        Another data set was loaded, or it was split anew.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dataset: Dataset | None = None
        self._rows: dict[Part, IntArray] = {}

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
        unchanged = dataset is self._dataset and all(
            np.array_equal(rows[part], self._rows.get(part, [])) for part in rows
        )
        if not unchanged:
            self._dataset, self._rows = dataset, rows
            self.changed.emit()

    def parts(self) -> tuple[Part, ...]:
        """Return the parts that hold at least one image, test images first."""
        return tuple(part for part in Part if len(self._rows.get(part, ())) > 0)

    def count(self, part: Part) -> int:
        """Return how many images `part` holds."""
        return len(self._rows.get(part, ()))

    def labels(self, part: Part) -> IntArray:
        """Return the true classes of `part`, in sample order."""
        labels: IntArray = self._images(part).labels[self._rows[part]]
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
        images, row = self._images(part), self._rows[part][index]
        return Sample(part, index, images.images[row], int(images.labels[row]))

    def rows(self, part: Part) -> IntArray:
        """Return where the images of `part` are in the data set's arrays."""
        return self._rows[part]

    def _images(self, part: Part) -> LabelledImages:
        if self._dataset is None:
            raise IndexError("no data set is loaded")
        if part is Part.TEST:
            if self._dataset.test is None:
                raise IndexError("this data set has no test images")
            return self._dataset.test
        return self._dataset.train
