"""Which images are there more than once, pixel by pixel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from core.exploring.parts import ExploredPart, Place

#: Numbers that are looked at between two questions whether it is still wanted.
PIECE = 4_000_000


@dataclass(frozen=True, slots=True)
class Copies:
    """One image, and where it is.

    Attributes
    ----------
    places : tuple of (Part, int)
        Two or more, in the order of the parts.
    labels : tuple of int
        What it is called at each.
    """

    places: tuple[Place, ...]
    labels: tuple[int, ...]

    @property
    def is_across(self) -> bool:
        """Whether it is in two parts, so that what is judged on was learned from."""
        return len({part for part, _ in self.places}) > 1

    @property
    def is_contradictory(self) -> bool:
        """Whether it has two labels."""
        return len(set(self.labels)) > 1


def find_copies(
    parts: Sequence[ExploredPart], check: Callable[[], object]
) -> tuple[Copies, ...]:
    """Return all images that are there twice or more, but those of one colour.

    Parameters
    ----------
    parts : sequence of ExploredPart
    check : callable
        Called between two pieces; raises `Cancelled` to end.
    """
    seen: dict[bytes, list[tuple[Place, int]]] = {}
    for part in parts:
        labels = part.labels
        step = max(1, PIECE // part.width)
        for first in range(0, len(part), step):
            check()
            images = part.data.images[part.rows[first : first + step]]
            flat = np.ascontiguousarray(images).reshape(len(images), -1)
            is_plain = flat.min(axis=1) == flat.max(axis=1)
            for at in np.flatnonzero(~is_plain).tolist():
                digest = blake2b(flat[at].data, digest_size=16).digest()
                index = first + at
                seen.setdefault(digest, []).append(((part.part, index), int(labels[index])))
    return tuple(
        Copies(tuple(place for place, _ in group), tuple(label for _, label in group))
        for group in seen.values()
        if len(group) > 1
    )
