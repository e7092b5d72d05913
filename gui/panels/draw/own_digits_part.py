"""Makes the kept drawings a part of the data, beside test images and others."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Slot

from core.datasets.dataset import Dataset, LabelledImages
from core.drawing.own_digits import OwnDigits, as_samples
from core.drawing.preparation import SIDE
from gui.panels.draw.own_digits_keeper import OwnDigitsKeeper
from gui.state.loaded_data import LoadedData


class OwnDigitsPart(QObject):
    """Offers those digits to every panel that the data has a class for.

    Data of another size than that of the digits has no such part.

    Parameters
    ----------
    keeper : OwnDigitsKeeper
    data : LoadedData
    """

    def __init__(
        self, keeper: OwnDigitsKeeper, data: LoadedData, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._data = data
        self._offered: tuple[OwnDigits, Dataset | None] | None = None
        keeper.read_if_there()
        keeper.changed.connect(self._offer)
        data.changed.connect(self._offer)

    @Slot()
    def _offer(self) -> None:
        """Offer what fits, if that changed."""
        digits, dataset = self._keeper.digits, self._data.dataset
        offered = self._offered
        if offered is None or offered[0] is not digits or offered[1] is not dataset:
            self._offered = digits, dataset
            self._data.set_own(None if dataset is None else fitting(digits, dataset))


def fitting(digits: OwnDigits, dataset: Dataset) -> LabelledImages | None:
    """Return the digits that could be images of some data; None if there are none."""
    shape = dataset.image_shape
    places = np.flatnonzero(digits.labels < len(dataset.class_names))
    if shape[:2] != (SIDE, SIDE) or not len(places):
        return None
    return LabelledImages(as_samples(digits.images[places], shape), digits.labels[places])
