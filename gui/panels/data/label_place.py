"""Find the list of corrected labels that belongs to a data set, or where it shall lie."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core.data_description import DataDescription, source_of, with_source
from core.datasets.catalog import is_name
from core.datasets.dataset import Dataset
from core.datasets.extra_images import parted_source
from core.datasets.label_changes import LabelChanges
from core.datasets.label_file import (
    file_beside,
    file_in,
    parted_count,
    parted_labels,
    read_changes,
    whole_digest,
)
from core.datasets.loading import load_dataset
from core.errors import Cancelled, LoadError


@dataclass(frozen=True, slots=True)
class LabelPlace:
    """Where corrected labels are kept, and what is there.

    Attributes
    ----------
    path : Path or None
        None if there is nowhere to keep them.
    changes : LabelChanges
        What was corrected until now.
    used : int
        How many of the changes the data was read with.
    trouble : str
        What was found that cannot be used; a sentence, or empty.
    """

    path: Path | None
    changes: LabelChanges
    used: int = 0
    trouble: str = ""


def find_labels(
    data: str | DataDescription,
    dataset: Dataset,
    folder: Path | None,
    *,
    cancelled: Callable[[], bool],
    **_: object,
) -> tuple[Dataset, LabelPlace]:
    """Return a data set, and where its corrected labels are.

    Parameters
    ----------
    data : str or DataDescription
        What the data set is called.
    dataset : Dataset
    folder : Path or None
        Where lists lie that cannot lie beside their data.
    cancelled : callable
        Returns whether to give up.

    Raises
    ------
    LoadError
        If the list that the data was read with cannot be read again.
    Cancelled
        If `cancelled` says so.
    """

    def check() -> None:
        if cancelled():
            raise Cancelled("the corrected labels are no longer wanted")

    base, extra = parted_source(source_of(data))
    base, corrections = parted_labels(base)
    if corrections:
        path, count = parted_count(corrections)
        changes = read_changes(path)
        used = len(changes) if count is None else count
        return dataset, LabelPlace(Path(path), changes, used)
    # images of one's own come after the labels are corrected, and do not count
    plain = load_dataset(with_source(data, base), cancelled=cancelled) if extra else dataset
    return dataset, _place(base, whole_digest(plain, check), folder)


def _place(base: str, digest: str, folder: Path | None) -> LabelPlace:
    beside = None if is_name(base) else file_beside(base)
    trouble = ""
    if beside is not None and beside.exists():
        try:
            changes = read_changes(beside)
        except LoadError as error:
            trouble = str(error)
        else:
            if changes.digest == digest:
                return LabelPlace(beside, changes)
            trouble = f"{beside.name}: these corrected labels belong to other images or labels."
    kept = None if folder is None else file_in(folder, digest)
    if kept is not None and kept.exists():
        try:
            changes = read_changes(kept)
        except LoadError as error:
            return LabelPlace(None, LabelChanges(digest), trouble=str(error))
        if changes.digest == digest:
            return LabelPlace(kept, changes, trouble=trouble)
    is_free = beside is not None and not trouble and os.access(beside.parent, os.W_OK)
    return LabelPlace(beside if is_free else kept, LabelChanges(digest), trouble=trouble)
