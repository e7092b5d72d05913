"""Both pages of a number: under each other if there is little room, else side by side."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from gui.panels.ledger.page_view import LedgerPageView
from gui.panels.ledger.rows import Sheet
from gui.theme.theme import CurrentTheme
from gui.widgets.segmented_control import SegmentedControl

#: From this width on the pages stand beside each other.
SIDE_BY_SIDE_FROM = 560
MARGIN = 8
#: Beside the scroll bar, which has some room of its own.
RIGHT_MARGIN = 2
BETWEEN = 14
#: Room between a page's code and the frame around it.
CARD_PADDING = 6
#: Of the switch between two kinds of code, and the room under it.
SWITCH_WIDTH = 280
BELOW_SWITCH = 6
PAGES = ("made", "blamed")
SPOKEN = ("How it was made", "What it was blamed for", "Code that made it", "Code of the blame")
AS_IT_RUNS, AS_IN_THE_BOOK = "runs", "book"
SWITCH = (
    (AS_IT_RUNS, "As it runs", "Our own lines that computed this number: fast ones"),
    (AS_IN_THE_BOOK, "As in the book", "The same number in lines that are easy to read"),
)


class LedgerSpreadView(QScrollArea):
    """Shows four sheets: how a number was made, what it was blamed for, and the code of both.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``; the pages are ``{name}_made``, ``{name}_blamed``, ``{name}_made_code``
        and ``{name}_blamed_code``, the switch between two kinds of code ``{name}_lines``.

    Signals
    -------
    walked(Address)
    more_wanted(int, int)
        Which page (0 made, 1 blamed, 2 and 3 their code), and how many levels more.
    wished(Wish)
    hinted(str)
    lines_chosen()
        Our own lines are wanted, or those of the textbook.
    """

    walked = Signal(object)
    more_wanted = Signal(int, int)
    wished = Signal(object)
    hinted = Signal(str)
    lines_chosen = Signal()

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._surface = _Surface(theme)
        self.pages = tuple(
            LedgerPageView(theme, f"{name}_{page}", self._surface) for page in PAGES
        )
        # made between pages and code, so the Tab key reaches it there
        self._lines = SegmentedControl(SWITCH, name=f"{name}_lines", parent=self._surface)
        self._lines.chosen.connect(self._on_lines_chosen)
        self._comes_to: int | None = None  # the page whose code comes in sight
        self.code = tuple(
            LedgerPageView(theme, f"{name}_{page}_code", self._surface) for page in PAGES
        )
        for view, said in zip((*self.pages, *self.code), SPOKEN, strict=True):
            view.setAccessibleName(said)
            view.more_wanted.connect(self._on_more_wanted)
            view.walked.connect(self.walked)
            view.wished.connect(self.wished)
            view.hinted.connect(self.hinted)
        for page in self.pages:
            page.left.connect(self._on_left)
        self.setWidget(self._surface)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the pages take the keyboard
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def is_in_book(self) -> bool:
        """Whether the textbook's lines are wanted instead of ours."""
        return self._lines.current == AS_IN_THE_BOOK

    def come_to_code(self) -> None:
        """Scroll to the lines of code, once they are there."""
        self._comes_to = 0

    def open_book(self) -> None:
        """Choose the textbook's lines, and come to those of the blame once they are there."""
        self._comes_to = 1
        self._lines.choose(AS_IN_THE_BOOK)
        self.lines_chosen.emit()  # also if they were chosen before

    def sizeHint(self) -> QSize:
        return QSize(300, 480)

    def show_sheets(
        self, pages: tuple[Sheet, Sheet], code: tuple[Sheet, Sheet], *, to_top: bool
    ) -> None:
        """Show the pages and their code.

        Parameters
        ----------
        pages, code : tuple of Sheet
            Sheets without rows are left out.
        to_top : bool
            Scroll up: these are the pages of another number.
        """
        for view, sheet in zip((*self.pages, *self.code), (*pages, *code), strict=True):
            view.show_sheet(sheet)
        self._place()
        if to_top:
            self.verticalScrollBar().setValue(0)
            # who clicked waits for this: before the other panels show the new selection
            self._surface.repaint()
        there = [view for view in self.code[self._comes_to or 0 :] if view.sheet.rows]
        if self._comes_to is not None and there:
            top = there[0].y() if self._comes_to else self._lines.y()
            self._comes_to = None
            self.verticalScrollBar().setValue(top - MARGIN)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Give every page its place; room for the scroll bar is always kept."""
        bar = self.verticalScrollBar().sizeHint().width()
        width = self.width() - 2 * self.frameWidth() - bar
        beside = width >= SIDE_BY_SIDE_FROM
        free = width - MARGIN - RIGHT_MARGIN
        column = (free - BETWEEN) // 2 if beside else free
        lefts = (MARGIN, MARGIN + column + BETWEEN if beside else MARGIN)
        bottom = self._place_pair(self.pages, lefts, column, 4, beside=beside, inset=0)
        has_code = any(view.sheet.rows for view in self.code)
        self._lines.setVisible(has_code)
        if has_code:
            height = self._lines.sizeHint().height()
            self._lines.setGeometry(MARGIN, bottom, min(free, SWITCH_WIDTH), height)
            bottom += height + BELOW_SWITCH
        bottom = self._place_pair(
            self.code, lefts, column, bottom, beside=beside, inset=CARD_PADDING
        )
        self._surface.cards = [
            view.geometry().adjusted(-2, -CARD_PADDING, 2, CARD_PADDING)
            for view in self.code
            if view.sheet.rows
        ]
        self._surface.resize(width, max(bottom, 1))
        self._surface.update()

    def _place_pair(
        self,
        views: tuple[LedgerPageView, ...],
        lefts: tuple[int, int],
        column: int,
        top: int,
        *,
        beside: bool,
        inset: int,
    ) -> int:
        """Place two pages from `top` on; return where they end."""
        bottom = top
        for view, left in zip(views, lefts, strict=True):
            view.setVisible(bool(view.sheet.rows))
            if not view.sheet.rows:
                continue
            start = top if beside else bottom
            height = view.height_for(column)
            view.setGeometry(left, start + inset, column, height)
            bottom = max(bottom, start + height + 2 * inset + BETWEEN)
        return bottom

    def _on_lines_chosen(self, _lines: str) -> None:
        self.lines_chosen.emit()

    def _on_left(self, direction: int) -> None:
        """Let the arrow keys go on in the other page."""
        source = self.sender()
        target = self.pages[1 if direction > 0 else 0]
        if target is not source:
            target.enter(direction)

    def _on_more_wanted(self, levels: int) -> None:
        views: list[object] = [*self.pages, *self.code]
        self.more_wanted.emit(views.index(self.sender()), levels)


class _Surface(QWidget):
    """What the pages lie on; draws the cards under the code."""

    def __init__(self, theme: CurrentTheme) -> None:
        super().__init__()
        self._theme = theme
        self.cards: list[QRect] = []
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.line))
        painter.setBrush(QColor(theme.background))
        for card in self.cards:
            painter.drawRoundedRect(card, 7, 7)
        painter.end()
