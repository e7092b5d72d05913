"""Find the list of corrected labels that belongs to a data set, or where it shall lie."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from core.data_description import DataDescription
from core.datasets.catalog import is_name
from core.datasets.corrected_data import changes_in_source, found_list
from core.datasets.dataset import Dataset
from core.datasets.extra_images import parted_source
from core.datasets.label_changes import LabelChanges, source_labels
from core.datasets.label_file import (
    file_beside,
    file_in,
    labels_apart,
    read_changes,
    whole_digest,
    write_changes,
)
from core.datasets.loading import load_dataset
from core.datasets.loading_watch import LoadingWatch
from core.datasets.source_digest import source_digest
from core.errors import LoadError


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
    description = labels_apart(DataDescription.of(data))
    base, extra = parted_source(description.source)
    watch = LoadingWatch(cancelled=cancelled)

    def plain() -> Dataset:
        """Return the data without images of one's own, its labels as the source has them."""
        if not extra and description.labels is None:
            return dataset
        alone = replace(description.moved_to(base), labels=None)
        return load_dataset(alone, cancelled=cancelled)

    if description.labels is not None:
        path = Path(found_list(description.labels, base))
        changes = _of_source(path, read_changes(path), plain, base, watch)
        count = description.labels.count
        used = len(changes) if count is None else min(count, len(changes))
        return dataset, LabelPlace(path, changes, used)
    return dataset, _place(base, plain(), folder, watch)


def _of_source(
    path: Path,
    changes: LabelChanges,
    plain: Callable[[], Dataset],
    base: str,
    watch: LoadingWatch,
) -> LabelChanges:
    """Return a list as one of its source; the file of a list of before is written anew.

    Every change keeps its number, so that runs that name the first of them find the same.
    """
    if changes.is_of_source:
        return changes
    found = changes_in_source(changes, plain(), base, path.name, watch)
    try:
        write_changes(path, found)
    except OSError:
        raise LoadError(
            f"{path.name}: this list is of an earlier version, and cannot be written anew"
        ) from None
    return found


def _place(base: str, dataset: Dataset, folder: Path | None, watch: LoadingWatch) -> LabelPlace:
    digest = source_digest(base, source_labels(dataset), watch)
    beside = None if is_name(base) else file_beside(base)
    trouble = ""
    if beside is not None and beside.exists():
        try:
            changes = _of_source(beside, read_changes(beside), lambda: dataset, base, watch)
        except LoadError as error:
            trouble = str(error)
        else:
            if changes.digest == digest:
                return LabelPlace(beside, changes)
            trouble = f"{beside.name}: these corrected labels belong to other images or labels."
    kept = None if folder is None else file_in(folder, digest)
    if folder is not None and kept is not None:
        before = file_in(folder, whole_digest(dataset, lambda: watch.report(1.0, "")))
        for path in (kept, before):
            if not path.exists():
                continue
            try:
                changes = _of_source(path, read_changes(path), lambda: dataset, base, watch)
            except LoadError as error:
                return LabelPlace(None, LabelChanges(digest), trouble=str(error))
            if changes.digest == digest:
                return LabelPlace(path, changes, trouble=trouble)
    is_free = beside is not None and not trouble and os.access(beside.parent, os.W_OK)
    return LabelPlace(beside if is_free else kept, LabelChanges(digest), trouble=trouble)
