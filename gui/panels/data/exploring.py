"""Explores data on a thread, and keeps what was found by what is in the data."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from core.arrays import ByteArray
from core.augmentation.augmenter import Augmenter
from core.augmentation.spec import AugmentationSpec
from core.datasets.dataset import Dataset
from core.datasets.label_file import whole_digest
from core.datasets.sample import Part, Sample
from core.exploring.exploration import Exploration, explore
from core.exploring.nearest_images import NearestImages, nearest_images
from core.exploring.parts import ExploredPart, part_named
from gui.background.attempt import Attempt
from gui.panels.data.class_column import ClassColumn, columns_of
from gui.state.loaded_data import LoadedData

#: Data sets of which all is kept.
KEPT = 3
NEIGHBOURS = 8
CHANGED = 8


#: Parts of the data set, those that are learned from first.
PARTS = (Part.TRAIN, Part.VALIDATION, Part.TEST)


@dataclass(frozen=True, slots=True, eq=False)
class ExploreWish:
    """Explore a data set as it is split now.

    Attributes
    ----------
    dataset : Dataset
    parts : tuple of ExploredPart
        Its images.
    """

    dataset: Dataset
    parts: tuple[ExploredPart, ...]

    @classmethod
    def of(cls, data: LoadedData) -> Self | None:
        """Return the wish to explore what is loaded; None if nothing is."""
        if data.dataset is None:
            return None
        there = [part for part in PARTS if part in data.parts()]
        parts = [ExploredPart(part, data.images(part), data.rows(part)) for part in there]
        return cls(data.dataset, tuple(part for part in parts if part.width))

    def is_same(self, other: ExploreWish | None) -> bool:
        """Return whether another wish is about the same images, split in the same way."""
        return other is not None and self.dataset is other.dataset and _is_split_alike(
            self.parts, other.parts
        )  # fmt: skip

    def has_images_of(self, exploration: Exploration) -> bool:
        """Return whether the same images were explored, however they were split."""
        found = [part.data for part in exploration.parts if part.part is not Part.TEST]
        return bool(found) and found[0] is self.dataset.train

    def is_split_as(self, exploration: Exploration) -> bool:
        """Return whether the same images were explored in the same parts."""
        return self.has_images_of(exploration) and _is_split_alike(
            self.parts, exploration.parts
        )

    def digest(self, check: Callable[[], object]) -> str:
        """Return the same text for all data with the same images and the same split."""
        rows = hashlib.sha256(whole_digest(self.dataset, check).encode())
        for part in self.parts:
            rows.update(f"{part.part}{len(part)}".encode())
            rows.update(np.ascontiguousarray(part.rows, np.int64).data)
        return rows.hexdigest()


def _is_split_alike(parts: tuple[ExploredPart, ...], others: tuple[ExploredPart, ...]) -> bool:
    return [id(part.rows) for part in parts] == [id(part.rows) for part in others]


@dataclass(frozen=True, slots=True, eq=False)
class Explored:
    """What was found, and what is shown of each class."""

    exploration: Exploration
    columns: tuple[ClassColumn, ...]


def exploring() -> Callable[[ExploreWish, Attempt[ExploreWish]], Explored]:
    """Return what explores; it hands over ``(share, Explored)`` on the way."""
    kept: dict[str, Exploration] = {}

    def answer(wish: ExploreWish, attempt: Attempt[ExploreWish]) -> Explored:
        dataset, parts = wish.dataset, wish.parts
        key = wish.digest(attempt.check)
        found = kept.pop(key, None)
        columns: list[ClassColumn] = []

        def advance(share: float, so_far: Exploration) -> None:
            if not columns:
                columns.extend(columns_of(so_far))
            attempt.advance((share, Explored(so_far, tuple(columns))))

        if found is None:
            names, problems = dataset.class_names, dataset.problems
            found = explore(parts, names, problems, attempt.check, advance)
        else:
            plane = found.plane
            found = replace(
                found,
                parts=parts,
                plane=None if plane is None else replace(plane, part=parts[0]),
            )
        kept[key] = found
        while len(kept) > KEPT:
            kept.pop(next(iter(kept)))
        return Explored(found, tuple(columns or columns_of(found)))

    return answer


@dataclass(frozen=True, slots=True, eq=False)
class SampleWish:
    """Look for the neighbours of a sample, and change it as training would."""

    sample: Sample
    among: ExploredPart
    augmentation: AugmentationSpec
    seed: int
    round: int

    @property
    def key(self) -> tuple[object, ...]:
        """The same for wishes that have the same answer."""
        return (
            self.sample, id(self.among.data), self.among.rows.tobytes(), self.augmentation,
            self.seed, self.round,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class SampleAnswer:
    """What was found of a sample.

    Attributes
    ----------
    wish : SampleWish
    nearest : NearestImages
        In the training part.
    changed : ndarray of uint8, shape (N, H, W, C)
        The sample as training might see it; N is 0 if augmentation is off.
    """

    wish: SampleWish
    nearest: NearestImages
    changed: ByteArray


def answer_sample(wish: SampleWish, attempt: Attempt[SampleWish]) -> SampleAnswer:
    """Return the neighbours and changed copies of a sample."""
    sample, among = wish.sample, wish.among
    without = sample.index if sample.part is Part.TRAIN else -1
    nearest = nearest_images(sample.image, among, NEIGHBOURS, attempt.check, without=without)
    image = sample.image[None]
    augmenter = Augmenter.if_any(wish.augmentation, sample.image.shape, wish.seed)
    changed = image[:0]
    if augmenter is not None:
        rows = np.zeros(CHANGED, np.int64)
        changed = augmenter.shard(image, rows, wish.round)
    return SampleAnswer(wish, nearest, changed)


def training_part(exploration: Exploration) -> ExploredPart | None:
    """Return the images that are learned from."""
    return part_named(exploration.parts, Part.TRAIN)
