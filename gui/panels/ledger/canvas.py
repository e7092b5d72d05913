"""What the rows of a ledger page are painted with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from core.anatomy.addresses import Address
from gui.panels.ledger.wishes import Wish
from gui.theme.fonts import CAPTION, CONTROL, number_font, text_font
from gui.theme.theme import Theme

if TYPE_CHECKING:  # no page is open when the window opens
    from gui.panels.ledger.rows import Tone

VERTICALLY = Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | VERTICALLY
RIGHT = Qt.AlignmentFlag.AlignRight | VERTICALLY
CENTER = Qt.AlignmentFlag.AlignCenter


class Face(Enum):
    """The few ways in which texts of the ledger are set."""

    LABEL = "label"
    LINK = "link"
    STRONG = "strong"
    SMALL = "small"
    SMALL_STRONG = "small strong"
    NUMBER = "number"
    NUMBER_STRONG = "number strong"
    NUMBER_SMALL = "number small"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page that can be pointed at.

    Attributes
    ----------
    rect : QRect
        On the page.
    address : Address or None
        Where a click leads.
    hint : callable
        Returns what to show while the mouse is there.
    levels : int
        How much more (or less) of the terms a click shows; 0 for all other places.
    wish : Wish or None
        What else a click asks for.
    """

    rect: QRect
    address: Address | None
    hint: Callable[[], str]
    levels: int = 0
    wish: Wish | None = None

    @property
    def is_clickable(self) -> bool:
        """Whether a click does something."""
        return self.address is not None or self.levels != 0 or self.wish is not None


@dataclass(frozen=True, slots=True)
class Canvas:
    """A painter, the colours, and the place under the mouse or the keyboard.

    Attributes
    ----------
    painter : QPainter
    theme : Theme
    pointed : QRect or None
        Of the spot that is pointed at.
    """

    painter: QPainter
    theme: Theme
    pointed: QRect | None = None

    def color(self, tone: Tone) -> str:
        """Return the colour of a tone."""
        color: str = getattr(self.theme, tone.value)
        return color

    def write(
        self,
        rect: QRect,
        text: str,
        face: Face,
        color: str,
        alignment: Qt.AlignmentFlag = LEFT,
    ) -> None:
        """Write one line of text, with dots at the end for what there is no room for."""
        self.painter.setFont(face_font(face))
        self.painter.setPen(QColor(color))
        shown = elided(text, face, rect.width())
        self.painter.drawText(rect, alignment, shown)

    def is_pointed(self, rect: QRect) -> bool:
        """Whether the mouse or the keyboard is on the spot with this rectangle."""
        return self.pointed is not None and self.pointed == rect


@lru_cache(maxsize=16)
def face_font(face: Face) -> QFont:
    """Return the font of a face."""
    is_strong = face in (Face.STRONG, Face.SMALL_STRONG, Face.NUMBER_STRONG)
    if face in (Face.NUMBER, Face.NUMBER_STRONG):
        return number_font(CONTROL, bold=is_strong)
    if face is Face.NUMBER_SMALL:
        return number_font(CAPTION)
    if face is Face.CODE:
        font = number_font(CAPTION)
        for feature in ("calt", "liga"):  # letters stay what was typed: /= and ->
            font.setFeature(QFont.Tag(feature), 0)
        return font
    small = face in (Face.SMALL, Face.SMALL_STRONG)
    font = text_font(CAPTION if small else CONTROL, bold=is_strong)
    font.setUnderline(face is Face.LINK)
    return font


@lru_cache(maxsize=16)
def face_metrics(face: Face) -> QFontMetricsF:
    """Return how large the letters of a face are."""
    return QFontMetricsF(face_font(face))


@lru_cache(maxsize=4096)
def text_width(text: str, face: Face) -> int:
    """Return how many pixels a text takes."""
    return int(face_metrics(face).horizontalAdvance(text)) + 1


@lru_cache(maxsize=4096)
def elided(text: str, face: Face, width: int) -> str:
    """Return `text` with dots for what does not fit in `width`."""
    if text_width(text, face) <= width:
        return text
    return face_metrics(face).elidedText(text, Qt.TextElideMode.ElideRight, width)
