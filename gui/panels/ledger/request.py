"""What the ledger is asked, and what it answers with."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.anatomy.addresses import Address
from core.index_words import first_index
from core.inspection.moment import Moment
from core.ledger.page import Page
from core.ledger.score_parts import ScoreParts
from gui.panels.ledger.rows import Sheet
from gui.panels.ledger.wishes import BatchReading


@dataclass(frozen=True, slots=True, eq=False)
class LedgerRequest:
    """Write the pages of one number at one moment.

    Attributes
    ----------
    moment : Moment
    address : Address or None
        None for the page that greets: no number was chosen yet.
    levels : tuple of int
        How much more than the largest terms each page shows, and how much more than the
        function that computes its code shows: made, blamed, code of made, code of blamed.
    orders : tuple of tuples of int
        The order each page keeps its terms in; empty for the largest first.
    with_formula, with_code : bool
        Whether formulas and our own lines of code are wanted.
    in_book : bool
        Whether the textbook's lines are wanted instead of ours.
    reading : BatchReading
        How much of the batch is listed.
    against : int or None
        The class that the page's own is compared with.
    first_index : int
        What indices began with when it was asked.
    """

    moment: Moment
    address: Address | None
    levels: tuple[int, int, int, int] = (0, 0, 0, 0)
    orders: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())
    with_formula: bool = True
    with_code: bool = True
    in_book: bool = False
    reading: BatchReading = BatchReading()
    against: int | None = None
    first_index: int = field(default_factory=first_index)


@dataclass(frozen=True, slots=True, eq=False)
class LedgerSpread:
    """Both pages of one number, ready to be drawn.

    Attributes
    ----------
    request : LedgerRequest
    title : str
    missing : str
        Why there are no pages, and what to do; empty if there are.
    pages : tuple of Page
        As the core wrote them: for copies.  A weight has more than two.
    sheets : tuple of Sheet
        How it was made, what it was blamed for.
    code : tuple of Sheet
        The lines behind the two: our own, or those of the textbook.
    parts : ScoreParts or None
        The difference of two classes, to be painted on the network.
    """

    request: LedgerRequest
    title: str = ""
    missing: str = ""
    pages: tuple[Page, ...] = ()
    sheets: tuple[Sheet, Sheet] = (Sheet(), Sheet())
    code: tuple[Sheet, Sheet] = (Sheet(), Sheet())
    parts: ScoreParts | None = None

    def is_of(self, address: Address | None, against: int | None) -> bool:
        """Whether these are the pages of a number, compared with that class."""
        return self.request.address == address and self.request.against == against
