"""What kind of file a figure becomes, and how it looks there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MM_PER_INCH = 25.4
#: Of a picture; more take a second and a quarter of a gigabyte.
MOST_PIXELS = 60_000_000
LEAST_PIXELS = 64


class FigureKind(StrEnum):
    """Kinds of files, by the endings of their names."""

    PNG = "png"
    SVG = "svg"
    PDF = "pdf"
    CSV = "csv"
    NPY = "npy"

    @property
    def is_numbers(self) -> bool:
        """Whether it holds numbers, and no picture."""
        return self in (FigureKind.CSV, FigureKind.NPY)


class FigureStyle(StrEnum):
    """Where the look comes from."""

    PAPER = "paper"
    SCREEN = "screen"


@dataclass(frozen=True, slots=True)
class FigureWish:
    """A file that is wanted.

    Attributes
    ----------
    kind : FigureKind
    style : FigureStyle
    width : float
        In millimetres or pixels.
    is_in_pixels : bool
    dpi : int
        Pixels an inch.
    has_serifs : bool
        Of the letters in paper style.
    array : str
        Name of the numbers that are wanted.
    """

    kind: FigureKind = FigureKind.PNG
    style: FigureStyle = FigureStyle.PAPER
    width: float = 160.0
    is_in_pixels: bool = False
    dpi: int = 300
    has_serifs: bool = False
    array: str = ""

    @property
    def inches(self) -> float:
        """The width."""
        return self.width / (self.dpi if self.is_in_pixels else MM_PER_INCH)

    @property
    def pixels(self) -> int:
        """The width of the picture."""
        return max(1, round(self.width if self.is_in_pixels else self.inches * self.dpi))
