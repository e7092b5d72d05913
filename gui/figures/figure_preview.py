"""How a figure will look, small, and how large it becomes; worked out off the main thread."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtGui import QImage

from gui.background.attempt import Attempt
from gui.figures.figure_file import FigureSize, picture_of, size_of
from gui.figures.figure_wish import LEAST_PIXELS, MM_PER_INCH, FigureKind, FigureWish
from gui.figures.shown_figure import ShownFigure


@dataclass(frozen=True, slots=True, eq=False)
class PreviewRequest:
    """What is looked at.

    Attributes
    ----------
    shown : ShownFigure
    wish : FigureWish
    width, height : int
        Of the room for it, in pixels.
    """

    shown: ShownFigure
    wish: FigureWish
    width: int
    height: int


@dataclass(frozen=True, slots=True, eq=False)
class FigurePreview:
    """What came of it.

    Attributes
    ----------
    picture : QImage
    size : FigureSize
        Of the file's picture.
    """

    picture: QImage
    size: FigureSize


def make_preview(request: PreviewRequest, _attempt: Attempt[PreviewRequest]) -> FigurePreview:
    """Draw a figure as small as the room is.

    Raises
    ------
    SpecError
        If there is no such figure.
    """
    size = size_of(request.shown, request.wish)
    fitting = min(request.width, request.height * size.width / size.height)
    inches = max(request.wish.inches, LEAST_PIXELS / 600)
    small = replace(
        request.wish,
        kind=FigureKind.PNG,
        width=inches * MM_PER_INCH,
        is_in_pixels=False,
        dpi=max(1, round(fitting / inches)),
    )
    if small.pixels < LEAST_PIXELS:
        small = replace(small, width=float(LEAST_PIXELS), is_in_pixels=True, dpi=96)
    return FigurePreview(picture_of(request.shown, small), size)
