"""Makes samples of drawings, and boards of pictures from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from core.arrays import ByteArray, Shape
from core.datasets.sample import Part, Sample
from core.drawing.board import BOARD_SIDE
from core.drawing.preparation import DigitPreparation, Prepared, prepared, taken_as_it_is
from core.drawing.scaled import scaled
from core.errors import LoadError
from gui.background.attempt import Attempt
from gui.state.drawing import DrawnSheet

#: Of the board: ink that takes no more than that along both sides is a dot, of any pen.
DOT = 44
EMPTY = (
    "The board is empty: draw a digit with the mouse or a pen, paste a picture, or drop one."
)
NO_PAPER = "Nothing stands out from the paper: the network gets an empty picture."
READY = "This was prepared before: the network gets it as it is."
ONE_DOT = "This is hardly more than a dot: cut out and scaled, it fills the picture."


@dataclass(frozen=True, slots=True, eq=False)
class DrawingWish:
    """Make a sample of what is drawn.

    Attributes
    ----------
    sheet : DrawnSheet
        A copy: strokes no longer write to it.
    how : DigitPreparation
    shape : tuple (H, W, C)
        Of the sample.
    target : int or None
        What it is meant to be.
    class_names : tuple of str
        Of the data.
    """

    sheet: DrawnSheet
    how: DigitPreparation
    shape: Shape
    target: int | None
    class_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class ReadDrawing:
    """A drawing as a sample.

    Attributes
    ----------
    sample : Sample
    prepared : Prepared or None
        How it was made; None if there is no ink.
    remark : str
        What there is to say of it; may be empty.
    """

    sample: Sample
    prepared: Prepared | None
    remark: str = ""


def read_drawing(wish: DrawingWish) -> ReadDrawing:
    """Return the sample that is made of a drawing: without ink where there is none."""
    height, width, channels = wish.shape
    stages, remark = None, EMPTY
    image = np.zeros((height, width), np.uint8)
    if not wish.sheet.is_empty:
        try:
            stages = made_ready(wish.sheet, wish.how, (height, width))
        except LoadError:
            remark = NO_PAPER
        else:
            image = stages.image
            remark = ONE_DOT if _is_dot(stages, wish) else ""
            remark = READY if wish.sheet.is_ready else remark
    pixels = np.repeat(image[..., None], channels, axis=2)  # (H, W, C)
    pixels.flags.writeable = False
    sample = Sample(Part.DRAWING, 0, pixels, wish.target, wish.class_names)
    return ReadDrawing(sample, stages, remark)


def made_ready(sheet: DrawnSheet, how: DigitPreparation, size: tuple[int, int]) -> Prepared:
    """Return what is drawn as an image of `size`, stage by stage.

    Raises
    ------
    LoadError
        If there is no ink.
    """
    if sheet.is_ready:
        return taken_as_it_is(sheet.board, size)
    return prepared(sheet.board, how, size)


def _is_dot(stages: Prepared, wish: DrawingWish) -> bool:
    is_cut = wish.how.crops and not wish.sheet.is_ready
    return is_cut and max(stages.stages[2].image.shape) <= DOT


@dataclass(frozen=True, slots=True, eq=False)
class ReadPicture:
    """A picture to draw on.

    Attributes
    ----------
    board : ndarray of uint8, shape (H, W)
        The longer side as long as the empty board's.
    paper : int
        How light its border is.
    remark : str
        What was left out while reading.
    """

    board: ByteArray
    paper: int
    remark: str


def read_board(source: Path | QImage, _attempt: Attempt[Path | QImage]) -> ReadPicture:
    """Return a picture of a file or of the clipboard, to be drawn on.

    That takes long: it is done away from the main thread.

    Raises
    ------
    LoadError
        If it cannot be read.
    """
    # on the background thread, where the window does not wait for it
    from core.formats.image_file import picture_from, read_picture

    if isinstance(source, Path):
        picture = read_picture(source)
    else:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(source)
        picture = picture_from(bytes(buffer.data().data()), "The clipboard")
    grey = picture.grey
    scale = BOARD_SIDE / max(grey.shape)
    size = max(1, round(grey.shape[0] * scale)), max(1, round(grey.shape[1] * scale))
    board = np.rint(scaled(grey.astype(np.float64), size)).astype(np.uint8)
    border = np.concatenate([board[0], board[-1], board[:, 0], board[:, -1]])
    return ReadPicture(board, int(np.median(border)), " ".join(picture.notes))
