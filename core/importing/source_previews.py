"""What descriptions make of one source, told from a sample of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from core.data_description import DataDescription
from core.datasets.dataset import Dataset
from core.datasets.loading import load_dataset
from core.datasets.loading_watch import IsCancelled, Progress
from core.datasets.source_head import source_head
from core.errors import LoadError
from core.importing.preview import Preview, preview_of
from core.importing.sampled import Sampled
from core.importing.take_sample import take_sample


class SourcePreviews:
    """Reads a sample of a source once, and that sample anew by every description.

    It is used by one thread at a time.

    Parameters
    ----------
    source : str
        A file or a folder.
    folder : Path
        An empty folder for the sample; whoever made it removes it.
    """

    def __init__(self, source: str, folder: Path) -> None:
        self._source, self._folder = source, folder
        self._sample: Sampled | None = None

    def preview(
        self, description: DataDescription, *, cancelled: IsCancelled | None = None
    ) -> Preview:
        """Return what a description makes of the sample.

        Raises
        ------
        LoadError
            If the source cannot be read by it.
        Cancelled
            If `cancelled` says so.
        """
        if self._sample is None:
            self._sample = take_sample(self._source, self._folder)
        sample = self._sample
        if isinstance(description.split, str):
            source_head(description.split)  # that it is there has to do for a look
        dataset = self._read(description, sample, cancelled)
        if sample.source == self._source:
            return preview_of(dataset, description)
        known = [sample.class_counts.get(name) for name in dataset.class_names]
        counts = None
        if None not in known:
            counts = np.array([count or 0 for count in known])
        return preview_of(
            dataset,
            description,
            total=sample.count if sample.count is not None else len(dataset.train),
            is_exact=sample.is_exact and sample.count is not None,
            counts=counts,
        )

    def _read(
        self, description: DataDescription, sample: Sampled, cancelled: IsCancelled | None
    ) -> Dataset:
        # what is set aside for testing is seen like the rest
        asked = replace(description, source=sample.source, split=None)
        try:
            return load_dataset(asked, cancelled=cancelled)
        except LoadError:
            if sample.start == sample.source:
                raise
        # in the lines at the beginning a bad one has the number that it has in the source
        return load_dataset(replace(asked, source=sample.start), cancelled=cancelled)


def whole_preview(
    description: DataDescription,
    *,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> tuple[Dataset, Preview]:
    """Read all of a source; return it, and what is shown of it.

    Raises
    ------
    LoadError
        If it cannot be read.
    Cancelled
        If `cancelled` says so.
    """
    dataset = load_dataset(description, progress=progress, cancelled=cancelled)
    return dataset, preview_of(dataset, description)
