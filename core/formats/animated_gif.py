"""Moving pictures, written frame by frame."""

from __future__ import annotations

from typing import BinaryIO

import numpy as np
from PIL import Image
from PIL.GifImagePlugin import getdata, getheader

from core.arrays import BoolArray, ByteArray

MAX_SIDE = 65_535
#: Of one frame; one less if a place is needed for what lets the frame before shine through.
MOST_COLORS = 256
#: GIF counts in hundredths of a second, with two bytes.
SHORTEST, LONGEST = 2, 65_535
#: What a viewer does with a frame before it draws the next one over it: it leaves it there.
STAYS = 1


class AnimatedGif:
    """Writes an endless loop of pictures; of each only what changed since the one before.

    Every frame has a palette of its own, so few colours are exact in all of them.  Pillow
    encodes; its own way to save many frames holds all of them in memory until the last one
    is there, so here they are handed to it one by one.

    Parameters
    ----------
    file : binary file
        Open for writing; stays open.
    width, height : int
        Of every frame, from 1 to 65,535 pixels.
    delay : float
        Seconds per frame, in hundredths; below 0.02 most viewers slow down.

    Raises
    ------
    ValueError
        If no GIF can have such sides.
    """

    def __init__(self, file: BinaryIO, width: int, height: int, delay: float) -> None:
        if not (1 <= width <= MAX_SIDE and 1 <= height <= MAX_SIDE):
            raise ValueError(
                f"AnimatedGif: expected sides from 1 to {MAX_SIDE:,}, received {width}×{height}"
            )
        self._file = file
        self._shape = height, width, 3
        self._milliseconds = 10 * min(max(SHORTEST, round(100 * delay)), LONGEST)
        self._before: ByteArray | None = None
        # only the size is read of this picture: each frame brings colours of its own
        header, _ = getheader(Image.new("P", (width, height)), info={"loop": 0})
        file.write(b"".join(header))

    def add(self, picture: ByteArray) -> None:
        """Append a frame.

        Parameters
        ----------
        picture : ndarray of uint8, shape (height, width, 3)

        Raises
        ------
        ValueError
            If the picture is another one.
        OSError
            If it cannot be written.
        """
        if picture.shape != self._shape or picture.dtype != np.uint8:
            raise ValueError(
                f"AnimatedGif: expected a picture of uint8, shape {self._shape}, received "
                f"{picture.dtype}, shape {picture.shape}"
            )
        left, top, part, changed = self._changed_part(picture)
        self._before = picture.copy()
        frame, transparent = _with_palette(part, changed)
        data = getdata(
            frame,
            (left, top),
            duration=self._milliseconds,
            disposal=STAYS,
            transparency=transparent,
            include_color_table=True,
        )
        self._file.write(b"".join(data))

    def close(self) -> None:
        """Write the end; no frame may follow."""
        self._file.write(b";")

    def _changed_part(self, picture: ByteArray) -> tuple[int, int, ByteArray, BoolArray]:
        """Return left and top of what changed, that part, and which of its pixels did."""
        if self._before is None:
            return 0, 0, picture, np.ones(picture.shape[:2], np.bool_)
        changed = np.any(picture != self._before, axis=2)  # (height, width)
        rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
        if not len(rows):  # one pixel that shines through: the picture lasts longer
            return 0, 0, picture[:1, :1], np.zeros((1, 1), np.bool_)
        box = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
        return int(columns[0]), int(rows[0]), picture[box], changed[box]


def _with_palette(part: ByteArray, changed: BoolArray) -> tuple[Image.Image, int | None]:
    """Return a picture with a palette, and which place of that shines through, if one does."""
    whole = Image.fromarray(part)
    if changed.all():
        return whole.quantize(MOST_COLORS), None
    colors = part[changed][:1]  # (1, 3), or nothing
    # what shines through must not take a place in the palette
    new = Image.fromarray(np.where(changed[..., None], part, colors if len(colors) else part))
    if new.getcolors(MOST_COLORS - 1) is None and whole.getcolors(MOST_COLORS) is not None:
        return whole.quantize(MOST_COLORS), None  # there is a place for all, or for none
    frame = new.quantize(MOST_COLORS - 1)  # exact if there are few enough
    palette = frame.getpalette() or []
    transparent = len(palette) // 3
    frame.putpalette([*palette, 0, 0, 0])
    frame.paste(transparent, mask=Image.fromarray(~changed))
    return frame, transparent
