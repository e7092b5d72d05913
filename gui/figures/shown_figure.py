"""What a panel shows at a moment, ready to leave the main thread."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QImage

from core.figures.figure import Figure


@dataclass(frozen=True, slots=True, eq=False)
class ShownFigure:
    """A panel's picture, and what it is a picture of.

    Attributes
    ----------
    title : str
        Of the panel.
    figure : Figure or None
        What it shows as data; None if it cannot say.
    picture : QImage
        The panel as it is on the screen, more than once as sharp.
    width : int
        Of the panel, in the units of the screen.
    """

    title: str
    figure: Figure | None
    picture: QImage
    width: int
