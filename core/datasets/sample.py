"""One image of a data set, and which part of it that is from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.arrays import ByteArray


class Part(StrEnum):
    """Which images of the data set a sample is from."""

    TEST = "test"
    VALIDATION = "validation"
    TRAIN = "train"


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
    """

    part: Part
    index: int
    image: ByteArray
    label: int | None
