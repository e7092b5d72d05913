"""Labels that someone corrected, as a list of changes to a data set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.sample import Part
from core.errors import LoadError
from core.index_words import index_words
from core.number_words import counted

#: Of which arrays of a data set an index is: the same whatever is held back.
TRAIN, TEST = "train", "test"

#: An image of a data set: the arrays it is in, and its row there.
Row = tuple[str, int]


def row_of(part: Part, row: int) -> Row:
    """Return which image is meant by the row of a part."""
    return (TEST if part is Part.TEST else TRAIN), int(row)


@dataclass(frozen=True, slots=True)
class LabelChange:
    """One image gets another label.

    Attributes
    ----------
    part : str
        ``"train"`` or ``"test"``: the arrays of the data set.
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
    """All changes to the labels of one data set, in the order they were made.

    None is ever taken out, an undone one is followed by its opposite: so the first N of them
    mean the same for ever, and a run that was trained with them finds its labels again.

    Attributes
    ----------
    digest : str
        Of the data set without them, see `whole_digest`.
    changes : tuple of LabelChange
    """

    digest: str
    changes: tuple[LabelChange, ...] = ()

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

    Parameters
    ----------
    dataset : Dataset
        Without corrections.
    changes : LabelChanges
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
    parts = {TRAIN: dataset.train, TEST: dataset.test}
    for part, data in parts.items():
        of_part = [change for change in corrected.values() if change.part == part]
        if of_part:
            parts[part] = _corrected(data, of_part, len(dataset.class_names), name)
    said = f"{counted(len(corrected), 'label')} {'is' if len(corrected) == 1 else 'are'}"
    return replace(
        dataset,
        train=parts[TRAIN] or dataset.train,
        test=parts[TEST],
        notes=(*dataset.notes, f"{said} corrected by {name}."),
    )


def _corrected(
    data: LabelledImages | None, changes: Iterable[LabelChange], classes: int, name: str
) -> LabelledImages:
    labels = np.zeros(0, np.uint8) if data is None else data.labels.copy()
    for change in changes:
        if not 0 <= change.index < len(labels):
            raise LoadError(
                f"{name}: there is no {change.part} image {index_words(change.index)}"
            )
        if labels[change.index] != change.before or not 0 <= change.after < classes:
            raise LoadError(
                f"{name}: {change.part} image {index_words(change.index)} cannot be changed "
                f"from label {change.before} to {change.after}, as its label is "
                f"{int(labels[change.index])} and there are {classes:,} classes"
            )
        labels[change.index] = change.after
    labels.flags.writeable = False
    if data is None:
        raise LoadError(f"{name}: there are no test images")
    return replace(data, labels=labels)
