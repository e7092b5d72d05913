"""Make of any picture of a digit what MNIST would have made of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.arrays import ByteArray, FloatArray
from core.drawing.found_ink import found_ink, light_as_ink
from core.drawing.scaled import scaled
from core.errors import LoadError

#: MNIST: the digit fills a box of 20 pixels, in an image of 28.
BOX, SIDE = 20, 28


@dataclass(frozen=True, slots=True)
class DigitPreparation:
    """Which of the stages are done; all of them is what MNIST did.

    Attributes
    ----------
    finds_ink : bool
        Whether paper becomes 0 and the strongest ink 255, light on dark or dark on light;
        otherwise light is ink, as it is.
    crops : bool
        Whether empty margins are cut off.
    fits_box : bool
        Whether the rest is scaled to fit a box of 20×20, keeping its proportions; otherwise
        it is scaled to fit the whole image.
    centres : bool
        Whether the centre of mass of the ink comes to the middle of the image; otherwise the
        box does.
    """

    finds_ink: bool = True
    crops: bool = True
    fits_box: bool = True
    centres: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """What the picture is after one stage.

    Attributes
    ----------
    name : str
        ``grey``, ``ink``, ``crop``, ``fit`` or ``centre``.
    title : str
    says : str
        In one sentence what was done.
    image : ndarray of uint8, shape (H, W)
    """

    name: str
    title: str
    says: str
    image: ByteArray


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A picture, ready for a network.

    Attributes
    ----------
    stages : tuple of Stage
        All five, whether done or not.
    box : tuple of int (top, left, bottom, right)
        What is left of the picture after cropping, in its pixels; the ends are not in it.
    """

    stages: tuple[Stage, ...]
    box: tuple[int, int, int, int]

    @property
    def image(self) -> ByteArray:
        """The last stage: uint8, in the size that was asked for; 0 is no ink."""
        return self.stages[-1].image

    @property
    def mass_centre(self) -> tuple[float, float] | None:
        """Row and column of the centre of mass of the last stage; None without ink."""
        if not self.image.any():  # faint ink that is not made stronger
            return None
        return _mass_centre(self.image.astype(np.float64))[0]


def prepared(
    grey: ByteArray,
    how: DigitPreparation = DigitPreparation(),  # frozen
    size: tuple[int, int] = (SIDE, SIDE),
) -> Prepared:
    """Return a picture of a digit as an image like those of MNIST.

    Parameters
    ----------
    grey : ndarray of uint8, shape (H, W)
        Light ink on dark paper, or dark ink on light paper.
    how : DigitPreparation, optional
    size : tuple (H, W), optional
        Of the image; the box is 20/28 of it.

    Raises
    ------
    LoadError
        If there is no ink.

    References
    ----------
    .. [1] LeCun, Cortes & Burges, "The MNIST database of handwritten digits": "size normalized
       to fit in a 20x20 pixel box while preserving their aspect ratio … centered in a 28x28
       image by computing the center of mass of the pixels".
    """
    stages = [Stage("grey", "As it is", "The picture without its colours.", grey)]

    def add(name: str, title: str, says: str, image: FloatArray) -> None:
        stages.append(
            Stage(name, title, says, np.rint(np.clip(image, 0, 255)).astype(np.uint8))
        )

    found = found_ink(grey) if how.finds_ink else light_as_ink(grey)
    if found.strongest <= 0:
        raise LoadError("there is no ink in this picture")
    whole = found.image
    stages.append(Stage("ink", "Ink", found.says, whole))
    says, box = "The margins stay.", (0, 0, grey.shape[0], grey.shape[1])
    if how.crops:
        box = found.box()
        left = f"{box[2] - box[0]}×{box[3] - box[1]}"
        says = f"Empty margins are cut off: {left} pixels are left."
    stages.append(Stage("crop", "Crop", says, whole[box[0] : box[2], box[1] : box[3]]))
    ink = found.within(box)
    room = _box(size) if how.fits_box else size
    ink = _fitted(ink, room)
    add("fit", "Fit", f"Scaled to fit {room[0]}×{room[1]}, its proportions kept.", ink)
    ink, says = _placed(ink, size, _mass_centre if how.centres else _middle)
    add("centre", "Centre", says, ink)
    return Prepared(tuple(stages), box)


def taken_as_it_is(ready: ByteArray, size: tuple[int, int] = (SIDE, SIDE)) -> Prepared:
    """Return a picture that was prepared before: every stage leaves it as it is.

    Parameters
    ----------
    ready : ndarray of uint8, shape (H, W)
        0 is no ink.  What `core.drawing.changed_ink.enlarged` made of an image becomes that
        image again.
    size : tuple (H, W), optional
        Of the image.

    Raises
    ------
    LoadError
        If there is no ink.
    """
    if not ready.any():
        raise LoadError("there is no ink in this picture")
    image = np.rint(_block_means(ready.astype(np.float64), size)).astype(np.uint8)
    says = "It was prepared before."
    later = [Stage(name, name.capitalize(), says, image) for name in ("fit", "centre")]
    first = [Stage(name, name.capitalize(), says, ready) for name in ("grey", "ink", "crop")]
    return Prepared((*first, *later), (0, 0, ready.shape[0], ready.shape[1]))


def _block_means(picture: FloatArray, size: tuple[int, int]) -> FloatArray:
    height, width = picture.shape
    if height % size[0] or width % size[1]:
        return scaled(picture, size)
    blocks = picture.reshape(size[0], height // size[0], size[1], width // size[1])
    means: FloatArray = blocks.mean(axis=(1, 3))
    return means


def _box(size: tuple[int, int]) -> tuple[int, int]:
    height, width = (max(1, round(length * BOX / SIDE)) for length in size)
    return height, width


def _fitted(ink: FloatArray, room: tuple[int, int]) -> FloatArray:
    scale = min(room[0] / ink.shape[0], room[1] / ink.shape[1])
    height = min(room[0], max(1, round(ink.shape[0] * scale)))
    width = min(room[1], max(1, round(ink.shape[1] * scale)))
    return scaled(ink, (height, width))


def _placed(
    ink: FloatArray,
    size: tuple[int, int],
    centre: Callable[[FloatArray], tuple[tuple[float, float], str]],
) -> tuple[FloatArray, str]:
    """Return the image with the ink in it, its centre as near the middle as there is room.

    The middle of 28 pixels is number 14, counted from 0: there MNIST has its centres of mass.
    """
    (row, column), says = centre(ink)
    image = np.zeros(size)
    top = round(np.clip(size[0] / 2 - row, 0, size[0] - ink.shape[0]))
    left = round(np.clip(size[1] / 2 - column, 0, size[1] - ink.shape[1]))
    image[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
    return image, says


def _middle(ink: FloatArray) -> tuple[tuple[float, float], str]:
    return (ink.shape[0] / 2, ink.shape[1] / 2), "The box is in the middle."


def _mass_centre(ink: FloatArray) -> tuple[tuple[float, float], str]:
    total = ink.sum()
    row = float(ink.sum(axis=1) @ np.arange(ink.shape[0]) / total)
    column = float(ink.sum(axis=0) @ np.arange(ink.shape[1]) / total)
    return (row, column), "The centre of mass of the ink is in the middle."
