"""Images of a part, and what a network says of each."""

from __future__ import annotations

from typing import Protocol

from core.arrays import ByteArray
from core.evaluation.verdicts import Verdicts


class JudgedImages(Protocol):
    """What a gallery shows images of."""

    @property
    def verdicts(self) -> Verdicts:
        """In the order of the part."""

    @property
    def names(self) -> tuple[str, ...]:
        """Of the classes."""

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of an image."""

    def image(self, index: int) -> ByteArray:
        """Return image `index` of the part, shape (H, W, C)."""
