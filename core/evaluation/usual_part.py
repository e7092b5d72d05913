"""Which images a run is judged on unless others are asked for."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from core.arrays import IntArray
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.split import split_rows
from core.experiment import Experiment


class UsualPart(NamedTuple):
    """Some images of a data set.

    Attributes
    ----------
    name : str
        ``test``, ``validation`` or ``training``.
    data : LabelledImages
    rows : ndarray of int
        Which of them.
    """

    name: str
    data: LabelledImages
    rows: IntArray


def usual_part(experiment: Experiment, dataset: Dataset) -> UsualPart:
    """Return the images for testing, else those held back, else those trained on."""
    if dataset.test is not None and len(dataset.test):
        return UsualPart("test", dataset.test, np.arange(len(dataset.test)))
    training, held_back = split_rows(
        len(dataset.train), experiment.validation_share, experiment.seed
    )
    if len(held_back):
        return UsualPart("validation", dataset.train, held_back)
    return UsualPart("training", dataset.train, training)
