"""What a page of the ledger is drawn from: rows of plain data, made off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.anatomy.addresses import Address
from core.arrays import FloatArray, IntArray
from core.ledger.column import Column
from gui.panels.ledger.code_row import CodeRow
from gui.panels.ledger.difference_row import ChannelPartRow, ClassChoiceRow, PartsRow
from gui.panels.ledger.share_row import ShareRow
from gui.panels.ledger.wishes import Wish


class Tone(StrEnum):
    """What a text means; the theme says which colour that is."""

    TEXT = "text"
    MUTED = "muted"
    FORWARD = "forward"
    BACKWARD = "backward"
    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class BadgeRow:
    """The name of a page, and what it is a page of at the right."""

    text: str
    tone: Tone
    aside: str = ""


@dataclass(frozen=True, slots=True)
class FormulaRow:
    """What is computed, in symbols."""

    latex: str


@dataclass(frozen=True, slots=True)
class CaptionRow:
    """A few words over what follows, and a number that belongs to all of it."""

    text: str
    number: str = ""
    tone: Tone = Tone.MUTED


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A sentence; as long as it needs to be."""

    text: str
    tone: Tone = Tone.MUTED


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A line over a total."""


@dataclass(frozen=True, slots=True)
class GapRow:
    """Room between two parts of a page."""

    height: int = 12


@dataclass(frozen=True, slots=True)
class LineRow:
    """A number with a name.

    Attributes
    ----------
    label, number : str
    address : Address or None
        Where a click leads.
    hint : str
        The number in full, for who points at it.
    is_strong : bool
        Whether it is a total.
    verdict : str
        ``"✓ 3e-8"``; empty if there is nothing to compare.
    verdict_tone : Tone
    """

    label: str
    number: str
    address: Address | None = None
    hint: str = ""
    is_strong: bool = False
    verdict: str = ""
    verdict_tone: Tone = Tone.OK


@dataclass(frozen=True, slots=True)
class NumberCell:
    """A factor as a coloured cell, as it is written there."""

    text: str
    value: float
    limit: float
    is_ink: bool
    address: Address | None
    hint: str


@dataclass(frozen=True, slots=True)
class TermHeadRow:
    """What stands in the columns of the terms below."""

    label: str
    factors: tuple[str, ...]
    result: str


@dataclass(frozen=True, slots=True)
class TermRow:
    """One term: where from, its factors, and what it comes to.

    Attributes
    ----------
    label : str
    address : Address or None
        Where a click on the label or the product leads.
    cells : tuple of NumberCell
    between : str
        What stands between two factors: ``"×"``, or nothing if they are not multiplied.
    product : float
    number : str
        The product as it is written.
    share : float
        Size of the product compared with the largest one, from 0 to 1.
    mark : str
        What is said of the term in a second line.
    is_own : bool
        Whether it is the term of the page's own number.
    hint : str
    """

    label: str
    address: Address | None
    cells: tuple[NumberCell, ...]
    between: str
    product: float
    number: str
    share: float
    mark: str
    is_own: bool
    hint: str


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """One factor of terms that lie beside each other.

    Attributes
    ----------
    caption : str
    tone : Tone
    column : Column
        Numbers and addresses of *all* terms of the page.
    positions : ndarray of int, shape (rows * columns,)
        Which of them are in the grid, row by row.
    shape : tuple (rows, columns)
    limit : float
    is_ink : bool
    framed : int or None
        Place in the grid of the cell that won.
    texts : tuple of str
        What is written into the cells; none if they are too small.
    """

    caption: str
    tone: Tone
    column: Column
    positions: IntArray
    shape: tuple[int, int]
    limit: float
    is_ink: bool
    framed: int | None = None
    texts: tuple[str, ...] = ()

    @property
    def values(self) -> FloatArray:
        """The shown numbers, shape (rows, columns)."""
        return self.column.values[self.positions].reshape(self.shape)


@dataclass(frozen=True, slots=True, eq=False)
class GridRow:
    """Grids beside each other, their cells multiplied one by one.

    Attributes
    ----------
    grids : tuple of Grid
    between : str
        What stands between two grids.
    products : ndarray of float64
        What the terms come to, as `Grid.column`: of all terms of the page.
    """

    grids: tuple[Grid, ...]
    between: str
    products: FloatArray


@dataclass(frozen=True, slots=True)
class MoreRow:
    """What is not shown, as one sum; a click shows more of it, or less again.

    Attributes
    ----------
    text, number : str
    levels : int
        What is added to the page's level: 1 for more, -1 for fewer.
    wish : Wish or None
        What a click asks for instead.
    """

    text: str
    number: str
    levels: int
    wish: Wish | None = None


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Words that lead somewhere.

    Attributes
    ----------
    text, hint : str
    address : Address or None
        Where a click leads.
    wish : Wish or None
        What a click asks for instead.
    """

    text: str
    hint: str
    address: Address | None = None
    wish: Wish | None = None


LedgerRow = (
    BadgeRow
    | FormulaRow
    | CaptionRow
    | NoteRow
    | RuleRow
    | GapRow
    | LineRow
    | TermHeadRow
    | TermRow
    | GridRow
    | MoreRow
    | LinkRow
    | ShareRow
    | CodeRow
    | ClassChoiceRow
    | PartsRow
    | ChannelPartRow
)


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """The rows of a page.

    Attributes
    ----------
    rows : tuple of LedgerRow
    order : tuple of int
        Which terms (or groups of terms) are shown, in order: handed back with the next
        request so that rows do not change places under the mouse.
    """

    rows: tuple[LedgerRow, ...] = ()
    order: tuple[int, ...] = ()
