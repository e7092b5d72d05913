"""A data set with the labels that a list corrects."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from core.data_description import DataDescription
from core.data_labels import DataLabels
from core.datasets.catalog import is_name
from core.datasets.dataset import Dataset
from core.datasets.extra_images import parted_source
from core.datasets.label_changes import LabelChanges, source_labels, with_changes
from core.datasets.label_file import file_beside, read_changes, whole_digest
from core.datasets.loading_watch import LoadingWatch
from core.datasets.source_digest import source_digest
from core.errors import LoadError
from core.formats.file_access import short_name
from core.formats.path_facts import is_taken
from core.number_words import counted

_COMPARING = "Comparing the corrected labels with the data"


def corrected_data(
    dataset: Dataset,
    description: DataDescription,
    watch: LoadingWatch,
    without_extra: Callable[[], Dataset],
) -> Dataset:
    """Return a data set with the labels of the list that its description names.

    Parameters
    ----------
    dataset : Dataset
        What the description stands for, its labels as the source has them.
    description : DataDescription
        With `labels`.
    watch : LoadingWatch
    without_extra : callable
        Returns the same without images of one's own; asked for lists of before alone.

    Raises
    ------
    LoadError
        If the list cannot be read, was written anew, or belongs to other data.
    Cancelled
        If `watch` says so.
    """
    labels = description.labels
    if labels is None:
        return dataset
    base, extra = parted_source(description.source)
    path = found_list(labels, base)
    name = short_name(path)
    changes = used_changes(labels, read_changes(path), name)
    if not changes.is_of_source:
        plain = without_extra() if extra else dataset
        changes = changes_in_source(changes, plain, base, name, watch)
    elif changes.digest != source_digest(base, source_labels(dataset), watch):
        raise LoadError(f"{name}: these corrected labels belong to other images or labels")
    return with_changes(dataset, changes, name)


def found_list(labels: DataLabels, base: str) -> str:
    """Return where a list lies: where it was, or beside the data if that was moved."""
    if is_taken(Path(labels.file)) or is_name(base):
        return labels.file
    beside = file_beside(base)
    return str(beside) if is_taken(beside) else labels.file


def is_list_of(description: DataDescription, dataset: Dataset) -> bool:
    """Return whether the list that a description names is of the source of a data set."""
    base = parted_source(description.source)[0]
    if description.labels is None:
        return False
    try:
        changes = read_changes(found_list(description.labels, base))
        return changes.digest == source_digest(base, source_labels(dataset), LoadingWatch())
    except LoadError:
        return False


def used_changes(labels: DataLabels, changes: LabelChanges, name: str) -> LabelChanges:
    """Return those changes of a list that an experiment learns with.

    Raises
    ------
    LoadError
        If there are not so many, or they are others than when it was made.
    """
    try:
        used = changes if labels.count is None else changes.first(labels.count)
    except LoadError as error:
        raise LoadError(f"{name}: {error}") from None
    if labels.digest is not None and used.changes_digest() != labels.digest:
        raise LoadError(
            f"{name}: expected {counted(len(used), 'change')} of labels as chosen, received "
            "others: the list was written anew"
        )
    return used


def changes_in_source(
    changes: LabelChanges, dataset: Dataset, base: str, name: str, watch: LoadingWatch
) -> LabelChanges:
    """Return a list of before, which is of a data set, as one of its source.

    Parameters
    ----------
    changes : LabelChanges
    dataset : Dataset
        Its labels as the source has them.
    base : str
        The source.
    name : str
        Of the list, for sentences.
    watch : LoadingWatch

    Raises
    ------
    LoadError
        If the list is of other data, or of another size or split of it.
    Cancelled
        If `watch` says so.
    """
    if changes.digest != whole_digest(dataset, partial(watch.report, 1.0, _COMPARING)):
        raise LoadError(
            f"{name}: these corrected labels belong to other images or labels, or to another "
            "size or split of these, as lists of earlier versions do"
        )
    try:
        return changes.in_source(dataset, source_digest(base, source_labels(dataset), watch))
    except LoadError as error:
        raise LoadError(f"{name}: {error}") from None
