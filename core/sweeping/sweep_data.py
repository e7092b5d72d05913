"""The images of a sweep."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from core.datasets.dataset import Dataset
from core.documents.dataset_digest import dataset_digest


@dataclass(frozen=True, eq=False)
class SweepData:
    """The images that all runs of a sweep are trained on."""

    dataset: Dataset

    @cached_property
    def digest(self) -> str:
        """What they are known by."""
        return dataset_digest(self.dataset)
