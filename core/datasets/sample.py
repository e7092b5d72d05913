"""One image, and which part of the data it is from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.arrays import ByteArray
from core.datasets.class_names import class_name


class Part(StrEnum):
    """Which images a sample is from: those of the data set, or what the user drew.

    ``OWN`` are the drawings that were kept, ``DRAWING`` is the one on the board.
    """

    TEST = "test"
    VALIDATION = "validation"
    TRAIN = "train"
    OWN = "own"
    DRAWING = "drawing"


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """One image.

    Attributes
    ----------
    part : Part
    index : int
        Position among the images of `part`.
    image : ndarray of uint8, shape (H, W, C)
    label : int or None
        True class, if known.
    class_names : tuple of str
        Of the data; empty if they are not known.
    """

    part: Part
    index: int
    image: ByteArray
    label: int | None
    class_names: tuple[str, ...] = ()

    def name_of(self, label: int) -> str:
        """Return what a class is called: its number, if its name is long or unknown."""
        return class_name(label, self.class_names)
