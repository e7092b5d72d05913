"""What does not depend on what is drawn: width, letters, colours."""

from __future__ import annotations

from dataclasses import dataclass

from core.figures.inks import PAPER, Inks

SANS = "Inter, 'Helvetica Neue', Arial, sans-serif"
SERIF = "'Source Serif 4', 'Times New Roman', 'DejaVu Serif', serif"
#: Of a letter, compared with its height; no font is asked, so that no window is needed.
_LETTER = 0.56


@dataclass(frozen=True, slots=True)
class FigureLook:
    """How a figure is drawn.

    Attributes
    ----------
    width : float
        In units of 1/96 inch.
    font : str
        As CSS names families.
    size : float
        Height of a letter, in the same units.
    inks : Inks
    sharp : int
        Least side of a map in pixels, for readers that smooth what they enlarge; 0 where each
        cell is a pixel.
    """

    width: float = 640.0
    font: str = SANS
    size: float = 11.0
    inks: Inks = PAPER
    sharp: int = 0

    def pixel(self, height: int, width: int) -> int:
        """Return how many pixels wide each cell of a map becomes."""
        return max(1, -(-self.sharp // max(height, width)))

    def text_width(self, text: str, scale: float = 1.0) -> float:
        """Return about how wide a text is."""
        return len(text) * self.size * scale * _LETTER

    def fitting(self, text: str, width: float, scale: float = 1.0) -> str:
        """Return `text`, cut with three dots if it is wider than `width`."""
        letters = max(1, int(width / (self.size * scale * _LETTER)))
        return text if len(text) <= letters else f"{text[: max(1, letters - 1)].rstrip()}…"
