"""Every number explained: how it was made, and what it was blamed for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.anatomy.addresses import Address, LossAddress
from core.datasets.sample import Part
from core.figures.figure import Figure
from core.inspection.moment import Moment
from gui.forms.weight_editor import WeightEditor
from gui.panels.ledger.background_ledger import BackgroundLedger
from gui.panels.ledger.copy_menu import LedgerCopyMenu
from gui.panels.ledger.header import LedgerHeader
from gui.panels.ledger.hint_line import HintLine
from gui.panels.ledger.paper_figure import ledger_figure
from gui.panels.ledger.place_texts import place_texts
from gui.panels.ledger.titles import short_title
from gui.panels.ledger.wishes import BatchReading, CompareWith, OpenBook, ShowSample, Wish
from gui.panels.panel import Panel
from gui.state.lab_state import LabState
from gui.widgets.notice_stack import NoticeStack

if TYPE_CHECKING:
    from gui.panels.ledger.request import LedgerSpread
    from gui.panels.ledger.spread_view import LedgerSpreadView

WAITING = "Waiting for the first image to go through the network…"
GONE = "What was open is not part of this run's network: here is its loss."
FIRST_HINT = (
    "Click any number, here or in another panel: its page opens, and the way back stays."
)
HINT = "Click a number to open its page. Arrow keys and Enter do the same."
OTHER_DATA = "This batch is of other data than what is loaded: load that data to see it."
LEAST_SIZE = QSize(252, 160)


class LedgerPanel(Panel):
    """The two pages of the number that the trail is at.

    Parameters
    ----------
    state : LabState

    Signals
    -------
    sight_wanted()
        The panel is asked for: its dock should show it.
    """

    sight_wanted = Signal()

    PANEL_ID: ClassVar[str] = "ledger_panel"
    TITLE: ClassVar[str] = "Ledger"

    def __init__(self, state: LabState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._background_ledger = BackgroundLedger(self)
        self._background_ledger.written.connect(self._on_written)
        self._levels = (0, 0, 0, 0)
        self._reading = BatchReading()
        self._spread: LedgerSpread | None = None
        self._resting_hint, self._first_word = FIRST_HINT, ""
        self._read_run_id = ""
        self._build()
        state.trail.changed.connect(self._on_walked)
        state.question.asked.connect(self.refresh_later)
        state.moment.changed.connect(self.refresh_later)
        self.refresh_later()

    @property
    def spread(self) -> LedgerSpread | None:
        """The pages as they are shown."""
        return self._spread

    def paper_figure(self) -> Figure | None:
        return ledger_figure(self._spread)

    def make_late_parts(self) -> None:
        """Make the pages ready for the first number."""
        self._background_ledger.begin()
        self._view.ensurePolished()

    def shut_down(self) -> None:
        """End the thread that writes the pages."""
        self._background_ledger.shut_down()

    def sizeHint(self) -> QSize:
        return QSize(300, 600)

    def minimumSizeHint(self) -> QSize:
        return LEAST_SIZE

    def refresh(self) -> None:
        moment = self._state.moment.moment
        if moment is None:
            self._show_way(None)
            self._hold(None)
            self._header.show_place("", "")
            self._stack.show_notice(WAITING)
            return
        address = self._state.trail.address
        self._show_way(moment)
        pages = self._view.pages
        shown = self._spread
        orders: tuple[tuple[int, ...], tuple[int, ...]] = (), ()
        against = self._state.question.against
        if shown is not None and shown.is_of(address, against):
            orders = (
                pages[0].sheet.order if pages[0].is_read else (),
                pages[1].sheet.order if pages[1].is_read else (),
            )
        # with this come the rows and columns of pages, which the first painted window lacks
        from gui.panels.ledger.request import LedgerRequest

        self._background_ledger.ask(
            LedgerRequest(
                moment=moment,
                address=address,
                levels=self._levels,
                orders=orders,
                with_formula=self._header.shows_formula,
                with_code=self._header.shows_code,
                in_book=self._view.is_in_book,
                reading=self._reading,
                against=against,
            )
        )

    @cached_property
    def _view(self) -> LedgerSpreadView:
        """The pages, made for the first number."""
        # its parser, layouts and painters are not needed for the first painted window
        from gui.panels.ledger.spread_view import LedgerSpreadView

        view = LedgerSpreadView(self._state.theme, f"{self.PANEL_ID}_pages")
        view.walked.connect(self._state.trail.walk)
        view.more_wanted.connect(self._on_more_wanted)
        view.wished.connect(self._on_wished)
        view.hinted.connect(self._on_hinted)
        view.lines_chosen.connect(self._on_lines_chosen)
        self._stack.hold(view)
        return view

    @Slot()
    def back(self) -> None:
        """Open the page before this one."""
        self._state.trail.back()

    @Slot()
    def forward(self) -> None:
        """Open the page one came back from."""
        self._state.trail.forward()

    @Slot()
    def take_keyboard(self) -> None:
        """Come in sight, and give the keyboard to the first number of the pages."""
        self.sight_wanted.emit()
        any(page.enter(1) for page in self._view.pages)

    @Slot()
    def open_loss(self) -> None:
        """Come in sight, and open the page where all blame begins."""
        self.sight_wanted.emit()
        self._state.trail.walk(LossAddress())

    def rest(self) -> None:
        self._state.question.close()

    @Slot(object)
    def _on_walked(self, address: Address) -> None:
        moment = self._state.moment.moment
        if moment is not None:
            self._state.question.follow(moment.outlines, address)
        self._levels, self._reading = (0, 0, 0, 0), BatchReading()
        # not in turn with the other panels: who clicked a number waits for this one
        self.refresh_now()

    @Slot(object)
    def _on_written(self, spread: LedgerSpread) -> None:
        request = spread.request
        question = self._state.question
        if not spread.is_of(self._state.trail.address, question.against):
            return  # the user walked on meanwhile
        question.answer(request.moment, spread.parts)
        if spread.missing:
            if request.moment.run_id != self._read_run_id:
                # every number leads to the loss, and every run has one
                self._first_word = GONE
                self._state.trail.walk(LossAddress())
                return
            self._hold(spread)
            self._header.show_place("This number is gone", *place_texts(request.moment))
            self._stack.show_notice(spread.missing)
            return
        self._read_run_id = request.moment.run_id
        before = self._spread
        is_new = before is None or not before.is_of(request.address, request.against)
        self._hold(spread)
        self._header.show_place(spread.title, *place_texts(request.moment))
        self._view.show_sheets(spread.sheets, spread.code, to_top=is_new)
        self._stack.show_view()
        if is_new:
            hint = FIRST_HINT if request.address is None else HINT
            self._resting_hint, self._first_word = self._first_word or hint, ""
            self._hint.setText(self._resting_hint)

    @Slot(int, int)
    def _on_more_wanted(self, page: int, levels: int) -> None:
        wanted = list(self._levels)
        wanted[page] = wanted[page] + levels if levels > 0 else 0
        self._levels = wanted[0], wanted[1], wanted[2], wanted[3]
        self.refresh()

    @Slot()
    def _on_code_wanted(self) -> None:
        self._view.come_to_code()

    @Slot()
    def _on_lines_chosen(self) -> None:
        self._levels = *self._levels[:2], 0, 0
        self.refresh()

    @Slot(object)
    def _on_wished(self, wish: Wish) -> None:
        if isinstance(wish, OpenBook):
            self._header.show_code()
            self._view.open_book()
            return
        if isinstance(wish, CompareWith):
            self._compare(wish)
            return
        if not isinstance(wish, ShowSample):
            self._reading = self._reading.after(wish)
            self.refresh()
            return
        data, moment = self._state.data, self._state.moment.moment
        record = None if moment is None else moment.snapshot.record
        if record is None or data.dataset is None or record.data is not data.dataset.train:
            self._hint.setText(OTHER_DATA)
        else:
            self._state.sample.show(data.sample(Part.TRAIN, wish.place))
            self._view.verticalScrollBar().setValue(0)

    def _compare(self, wish: CompareWith) -> None:
        """Ask why the open class and not another, or no longer."""
        if wish.score is not None:
            self._state.trail.walk(wish.score)
        self._state.question.ask(wish.label)
        self._levels = 0, *self._levels[1:]
        self.refresh()

    @Slot(str)
    def _on_hinted(self, text: str) -> None:
        self._hint.setText(text or self._resting_hint)

    def _hold(self, spread: LedgerSpread | None) -> None:
        self._spread = spread
        self._copies.offer(() if spread is None else spread.pages)

    def _show_way(self, moment: Moment | None) -> None:
        trail = self._state.trail
        outlines = () if moment is None else moment.outlines
        titles = [short_title(outlines, address) for address in trail.visited]
        self._header.show_way(titles, trail.position, can_forward=trail.can_go_forward)

    def _build(self) -> None:
        name, theme = self.PANEL_ID, self._state.theme
        self._copies = LedgerCopyMenu(name, self)
        self._header = LedgerHeader(theme, name, self._copies)
        self._hint = HintLine(FIRST_HINT, f"{name}_hint")
        body = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(WeightEditor(self._state, f"{name}_weight"))
        column.addWidget(body, 1)
        column.addWidget(self._hint)
        self._stack = NoticeStack(body, None, f"{name}_message")
        self._copies.reported.connect(self._hint.setText)
        self._header.back_wanted.connect(self.back)
        self._header.forward_wanted.connect(self.forward)
        self._header.code_wanted.connect(self._on_code_wanted)
        self._header.sides_chosen.connect(self.refresh)
        self._header.page_chosen.connect(self._state.trail.go_to)
