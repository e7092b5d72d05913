"""Labels that someone corrected, as a list of changes to a data set."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.arrays import IntArray
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.sample import Part
from core.datasets.source_rows import OTHER, TEST, TRAIN, SourceRows, all_rows
from core.errors import LoadError
from core.index_words import index_words
from core.number_words import counted

#: An image of a source: which of its parts it is in, and its row there.
Row = tuple[str, int]


def row_of(part: Part, data: LabelledImages, row: int) -> Row | None:
    """Return which image of the source is in a row of a part; None if it is not from there."""
    name = TEST if part is Part.TEST else TRAIN
    if data.came_from is None:
        return name, int(row)
    found = data.came_from.part, int(data.came_from.rows[row])
    return None if found[0] == OTHER or found[1] < 0 else found


def source_labels(dataset: Dataset) -> IntArray:
    """Return the labels of the training images of a source, in its order.

    Parameters
    ----------
    dataset : Dataset
        Made of it, its labels not corrected.
    """
    found: list[tuple[IntArray, IntArray]] = []
    for name, data in _parts(dataset):
        came_from = data.came_from or all_rows(name, len(data))
        if came_from.part == TRAIN:
            is_there = came_from.rows >= 0
            found.append((came_from.rows[is_there], data.labels[is_there]))
    rows, labels = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
    return labels[np.argsort(rows, kind="stable")]


def _parts(dataset: Dataset) -> list[tuple[str, LabelledImages]]:
    test = [] if dataset.test is None else [(TEST, dataset.test)]
    return [(TRAIN, dataset.train), *test]


@dataclass(frozen=True, slots=True)
class LabelChange:
    """One image gets another label.

    Attributes
    ----------
    part : str
        ``"train"`` or ``"test"``: the part of the source.
    index : int
        Row in there.
    before, after : int
        The label it had, and the one it gets; indices of classes.
    """

    part: str
    index: int
    before: int
    after: int

    @property
    def row(self) -> Row:
        """Which image it is."""
        return self.part, self.index

    @property
    def turned_back(self) -> LabelChange:
        """The change that undoes this one."""
        return replace(self, before=self.after, after=self.before)

    def to_plain(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        return {
            "part": self.part, "index": self.index, "from": self.before, "to": self.after
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class LabelChanges:
    """All changes to the labels of one source of data, in the order they were made.

    None is ever taken out, an undone one is followed by its opposite: so the first N of them
    mean the same for ever, and a run that was trained with them finds its labels again.

    Attributes
    ----------
    digest : str
        Of the source, see `source_digest`.
    changes : tuple of LabelChange
    is_of_source : bool
        Rows are those of the source.  Lists of before are of a data set as it was cut out of
        a source, and their digest is `whole_digest`.
    """

    digest: str
    changes: tuple[LabelChange, ...] = ()
    is_of_source: bool = True

    def __len__(self) -> int:
        return len(self.changes)

    def with_change(self, change: LabelChange) -> LabelChanges:
        """Return the same with one more."""
        return replace(self, changes=(*self.changes, change))

    def first(self, count: int) -> LabelChanges:
        """Return the first `count` of them.

        Raises
        ------
        LoadError
            If there are not so many.
        """
        if count > len(self):
            raise LoadError(
                f"expected {count:,} changes of labels, and there are {len(self):,}"
            )
        return replace(self, changes=self.changes[:count])

    def changes_digest(self) -> str:
        """Return the SHA-256 of the changes, by which it is noticed that they are others."""
        plain = [
            [change.part, change.index, change.before, change.after] for change in self.changes
        ]
        return hashlib.sha256(json.dumps(plain, separators=(",", ":")).encode()).hexdigest()

    def in_source(self, dataset: Dataset, digest: str) -> LabelChanges:
        """Return a list of before as one of the source.

        Parameters
        ----------
        dataset : Dataset
            That it is of.
        digest : str
            Of its source.
        """
        parts = dict(_parts(dataset))
        changes = []
        for change in self.changes:
            data = parts.get(change.part)
            part = Part.TEST if change.part == TEST else Part.TRAIN
            if data is None or change.index >= len(data):
                raise LoadError(f"there is no {change.part} image {index_words(change.index)}")
            row = row_of(part, data, change.index)
            if row is None:
                raise LoadError(
                    f"{change.part} image {index_words(change.index)} is of another source"
                )
            changes.append(replace(change, part=row[0], index=row[1]))
        return LabelChanges(digest, tuple(changes))

    def corrected(self) -> Mapping[Row, LabelChange]:
        """Return what all of them come to for every image that is called something else."""
        found: dict[Row, LabelChange] = {}
        for change in self.changes:
            earlier = found.pop(change.row, None)
            before = change.before if earlier is None else earlier.before
            if before != change.after:
                found[change.row] = replace(change, before=before)
        return found


def with_changes(dataset: Dataset, changes: LabelChanges, name: str) -> Dataset:
    """Return a data set with its labels corrected; nothing that is there is written to.

    Images that a choice left out of the data set are passed over.

    Parameters
    ----------
    dataset : Dataset
        Without corrections.
    changes : LabelChanges
        Of its source.
    name : str
        Of their file, for what is said.

    Raises
    ------
    LoadError
        If they do not fit the data.
    """
    corrected = changes.corrected()
    if not corrected:
        return dataset
    classes, count = len(dataset.class_names), 0
    found: dict[str, LabelledImages] = {}
    for part, data in _parts(dataset):
        came_from = data.came_from or all_rows(part, len(data))
        own = [change for change in corrected.values() if change.part == came_from.part]
        placed = _placed(own, came_from, name, is_all=data.came_from is None)
        found[part] = _corrected(data, placed, classes, name) if placed else data
        count += len(placed)
    of_test = [change for change in corrected.values() if change.part == TEST]
    if of_test and TEST not in found and dataset.train.came_from is None:
        index = index_words(of_test[0].index)
        raise LoadError(f"{name}: there is no test image {index}")
    said = f"{counted(count, 'label')} {'is' if count == 1 else 'are'}"
    return replace(
        dataset,
        train=found[TRAIN],
        test=found.get(TEST),
        notes=(*dataset.notes, f"{said} corrected by {name}."),
    )


def _placed(
    changes: Iterable[LabelChange], came_from: SourceRows, name: str, *, is_all: bool
) -> list[tuple[int, LabelChange]]:
    """Return changes with the rows that they have in a part, as far as they are in it."""
    if is_all:
        count = len(came_from.rows)
        for change in changes:
            if not change.index < count:
                index = index_words(change.index)
                raise LoadError(f"{name}: there is no {change.part} image {index}")
        return [(change.index, change) for change in changes]
    order = np.argsort(came_from.rows, kind="stable")
    rows = came_from.rows[order]
    placed = []
    for change in changes:
        at = int(np.searchsorted(rows, change.index))
        if at < len(rows) and rows[at] == change.index:
            placed.append((int(order[at]), change))
    return placed


def _corrected(
    data: LabelledImages,
    placed: Iterable[tuple[int, LabelChange]],
    classes: int,
    name: str,
) -> LabelledImages:
    labels = data.labels.copy()
    for at, change in placed:
        if labels[at] != change.before or not 0 <= change.after < classes:
            raise LoadError(
                f"{name}: {change.part} image {index_words(change.index)} cannot be changed "
                f"from label {change.before} to {change.after}, as its label is "
                f"{int(labels[at])} and there are {classes:,} classes"
            )
        labels[at] = change.after
    labels.flags.writeable = False
    return replace(data, labels=labels)
