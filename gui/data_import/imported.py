"""What comes of looking at data."""

from __future__ import annotations

from dataclasses import dataclass

from core.data_description import DataDescription
from core.datasets.dataset import Dataset
from core.experiment import Experiment
from core.network_spec import NetworkSpec


@dataclass(frozen=True, slots=True, eq=False)
class Imported:
    """Data that was looked at and is to be used.

    Attributes
    ----------
    description : DataDescription
    dataset : Dataset
    network : NetworkSpec or None
        In place of the one there is; None if that stays.
    preset : Experiment or None
        In place of the settings there are; None if they stay.
    batch_size : int or None
        In place of one that is larger than the training data; None if it stays.
    """

    description: DataDescription
    dataset: Dataset
    network: NetworkSpec | None
    preset: Experiment | None = None
    batch_size: int | None = None
