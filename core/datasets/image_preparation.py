"""How pictures of any size and colour become images of one shape."""

from __future__ import annotations

from dataclasses import dataclass

from core.data_description import DataDescription
from core.datasets.image_arrays import LARGEST_SIDE
from core.formats.picture_frame import PictureFit


@dataclass(frozen=True, slots=True)
class ImagePreparation:
    """How pictures become images of one shape.

    Attributes
    ----------
    size : tuple (height, width), or None
        None takes the size that most pictures have, made smaller if a side is over 256.
    fit : PictureFit
        ``fit`` shows all of the picture, with a margin of 0 around it; ``crop`` fills the
        frame and cuts what is over at both sides; ``stretch`` changes the proportions.
    channels : int or None
        1 for grey, 3 for colour; None is grey if all pictures are, else colour.
    """

    size: tuple[int, int] | None = None
    fit: PictureFit = PictureFit.FIT
    channels: int | None = None

    @classmethod
    def described(cls, description: DataDescription) -> ImagePreparation:
        """Return the part of a description that is done while pictures are read."""
        return cls(description.size, PictureFit(description.fit), description.channels)


DEFAULT_PREPARATION = ImagePreparation()


def size_within_limit(height: int, width: int) -> tuple[int, int]:
    """Return the size, made smaller in its proportions if a side is over 256."""
    largest = max(height, width)
    if largest <= LARGEST_SIDE:
        return height, width
    scale = LARGEST_SIDE / largest
    return max(1, round(height * scale)), max(1, round(width * scale))
