"""How far every pixel of a picture is from paper."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arrays import ByteArray, FloatArray

#: Of the strongest ink: where there is less, a margin may be cut off.
FAINTEST = 0.003
#: Paper that varies by more than this is not clean: a photo, say.
CLEAN = 2.0
#: Of the strongest ink, on paper that is not clean.
NOISE = 0.25
_LIGHTS: FloatArray = np.arange(256.0)


@dataclass(frozen=True, slots=True, eq=False)
class FoundInk:
    """Ink from 0 to 255, in the shape of a picture.

    On clean paper it depends on nothing but how light a pixel is: then it is worked out for 256
    lights, and looked up where it is wanted.

    Attributes
    ----------
    lights : ndarray of uint8, shape (H, W)
        Where each pixel's ink is found in `ink`.
    ink : ndarray of shape (256,) or (H, W)
        By light; or by pixel, where paper is not clean.
    says : str
        What was done, in a sentence.
    """

    lights: ByteArray
    ink: FloatArray
    says: str

    @property
    def strongest(self) -> float:
        """The most ink of a pixel; 0 where there is none."""
        if not self.lights.size:
            return 0.0
        if self.ink.ndim == 2:
            return float(self.ink.max())
        # it rises or falls with the light
        return float(max(self.ink[self.lights.min()], self.ink[self.lights.max()]))

    @property
    def image(self) -> ByteArray:
        """In whole numbers, shape (H, W)."""
        found: ByteArray = np.rint(np.clip(self.ink, 0, 255)).astype(np.uint8)
        return found if found.ndim == 2 else found.take(self.lights)

    def box(self) -> tuple[int, int, int, int]:
        """Return top, left, bottom and right of what has ink in it; the ends are not in it."""
        is_ink = self.ink >= FAINTEST * self.strongest
        is_ink = is_ink if is_ink.ndim == 2 else is_ink.take(self.lights)
        rows, columns = np.flatnonzero(is_ink.any(axis=1)), np.flatnonzero(is_ink.any(axis=0))
        return int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1

    def within(self, box: tuple[int, int, int, int]) -> FloatArray:
        """Return the ink inside a box, shape (bottom − top, right − left)."""
        inside = slice(box[0], box[2]), slice(box[1], box[3])
        if self.ink.ndim == 2:
            return self.ink[inside]
        found: FloatArray = self.ink.take(self.lights[inside])
        return found


def light_as_ink(grey: ByteArray) -> FoundInk:
    """Take a picture for ink as it is, shape (H, W): the lighter, the more."""
    return FoundInk(grey, _LIGHTS, "Light counts as ink, as it is.")


def found_ink(grey: ByteArray) -> FoundInk:
    """Return how far each pixel is from paper: 0 is paper, 255 the strongest ink.

    Parameters
    ----------
    grey : ndarray of uint8, shape (H, W)
    """
    if not grey.size:
        return FoundInk(grey, np.zeros(256), "")
    sides = grey[0], grey[-1], grey[1:-1, 0], grey[1:-1, -1]
    border = np.concatenate(sides).astype(np.float64)
    middle, is_clean = float(np.median(border)), border.std() <= CLEAN
    is_dark_ink = middle > 127.5
    says = "Light paper became 0, dark ink 255." if is_dark_ink else "Dark paper is 0, ink 255."
    paper = middle if is_clean else _paper(grey)
    lights = _LIGHTS if is_clean else grey.astype(np.float64)
    away = FoundInk(grey, np.maximum(paper - lights if is_dark_ink else lights - paper, 0), "")
    strongest = away.strongest
    if strongest <= 2 * CLEAN:
        return FoundInk(grey, np.zeros(256), "")
    floor = 0.0 if is_clean else NOISE * strongest
    ink = np.clip((away.ink - floor) / (strongest - floor) * 255, 0, 255)
    return FoundInk(grey, ink, says)


def _paper(grey: ByteArray) -> FloatArray:
    """Return the light of the paper everywhere: a plane through that of the border."""
    height, width = grey.shape
    rows, columns = np.mgrid[0:height, 0:width]
    is_border = (rows == 0) | (rows == height - 1) | (columns == 0) | (columns == width - 1)
    known = np.stack([rows[is_border], columns[is_border], np.ones(is_border.sum())], axis=1)
    plane = np.linalg.lstsq(known, grey[is_border].astype(np.float64), rcond=None)[0]
    light: FloatArray = plane[0] * rows + plane[1] * columns + plane[2]
    return light
