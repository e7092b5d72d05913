"""Runs that are trained together, over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from core.figures.figure import Figure
from gui.lab.run_row import RunRow
from gui.lab.run_shelf import RunShelf
from gui.panels.panel import Panel
from gui.panels.twins.disagreement_finder import DisagreementFinder
from gui.panels.twins.former_twins import begun_with, former_twins
from gui.panels.twins.paper_figure import twins_figure
from gui.panels.twins.twin_bar import TwinBar
from gui.panels.twins.twin_questions import TwinQuestions
from gui.panels.twins.twin_view import TwinView
from gui.panels.twins.twin_words import (
    NO_PAIR,
    NO_SAMPLE,
    NOT_BEGUN,
    agreement_headline,
    disagreement_headline,
    found_again,
    looking_headline,
    never_differ,
)
from gui.panels.twins.wished_twins import ADDED_ALIKE, ALIKE, recipes_of, with_another
from gui.state.lab_state import LabState
from gui.state.pair_at_hand import LETTERS, PairAtHand
from gui.widgets.notice_stack import NoticeStack

if TYPE_CHECKING:  # with sqlite3: not before a pair has begun
    from core.twins.answers import Disagreement

LEAST_SIZE = QSize(400, 204)


class TwinsPanel(Panel):
    """Shows when runs of the same batches first disagree, their losses and distances.

    Parameters
    ----------
    state : LabState
    shelf : RunShelf
        Where runs are that were twins before.

    Signals
    -------
    training_wanted()
        The next run and its twins are to be trained from step 0.
    restart_wanted()
        The next run, which has no twin, is to begin.
    other_wanted(int), rest_wanted(int)
        A twin is to be the shown run, or to rest: 0 for B.
    former_wanted(Path)
        Another run is to go on together with the shown one.
    compare_wanted(Path)
        A twin is to be set beside A.
    """

    PANEL_ID: ClassVar[str] = "twins_panel"
    TITLE: ClassVar[str] = "Twins"

    training_wanted = Signal()
    restart_wanted = Signal()
    other_wanted = Signal(int)
    rest_wanted = Signal(int)
    former_wanted = Signal(object)
    compare_wanted = Signal(object)

    def __init__(self, state: LabState, shelf: RunShelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._shelf = state, shelf
        self._trouble = ""
        self._former: list[RunRow] | None = None  # None if it has to be looked for
        self.finders = tuple(DisagreementFinder(self) for _ in LETTERS[1:])
        self._build()
        for finder in self.finders:
            finder.changed.connect(self.refresh_later)
        for source in (state.moment, state.timeline, state.sample):
            source.changed.connect(self.refresh_later)
        for signal in (shelf.changed, shelf.opened, state.twins.changed):
            signal.connect(self._on_runs_changed)
        state.twins.changed.connect(self._forget_trouble)
        state.experiment.changed.connect(self._forget_trouble)
        self.refresh_later()

    def minimumSizeHint(self) -> QSize:
        return LEAST_SIZE

    def sizeHint(self) -> QSize:
        return QSize(720, 430)

    def paper_figure(self) -> Figure | None:
        pairs = self._state.twins.pairs
        return twins_figure([pair.notes for pair in pairs], self._first_disagreement())

    def rest(self) -> None:
        for finder in self.finders:
            finder.rest()
        self.questions.rest()
        self.refresh_later()

    def shut_down(self) -> None:
        """End the threads, before the window goes."""
        for finder in self.finders:
            finder.shut_down()
        self.questions.shut_down()

    def refresh(self) -> None:
        twins = self._state.twins
        pairs = twins.pairs
        for at, finder in enumerate(self.finders):
            finder.follow(pairs[at] if at < len(pairs) else None)
        has_begun = bool(pairs) and pairs[0].notes.last_step > 0
        names = [pair.second.name for pair in pairs]
        self._bar.show_twins(names, has_begun=has_begun, can_end=bool(pairs or twins.wish))
        room = 0 < len(pairs) < len(LETTERS) - 1
        if self._former is None:
            self._former = former_twins(self._shelf, twins) if room or not pairs else []
        former = self._former
        self._bar.offer([(row.name, row.path) for row in former], one_more=room)
        if self._trouble:
            self._stack.show_notice(self._trouble)
        elif not pairs:
            together = [row.name for row in former if begun_with(self._shelf, row)]
            self._stack.show_notice(found_again(together[0]) if together else NO_PAIR)
        else:
            first = self._first_disagreement()
            at = next((at for at, one in enumerate(self.finders) if one.found is first), 0)
            self.questions.show(pairs, first, 0 if first is None else at)
            self._view.show_pairs(
                pairs,
                self._headline_text(pairs),
                self.finders[: len(pairs)],
            )
            self._stack.show_view()

    def _headline_text(self, pairs: tuple[PairAtHand, ...]) -> str:
        sample = self._state.sample.sample
        last = max(pair.notes.last_step for pair in pairs)
        finders = self.finders[: len(pairs)]
        if last <= 0:
            return NOT_BEGUN
        if sample is None or pairs[0].notes.image is None:
            return NO_SAMPLE
        trouble = next((finder.trouble for finder in finders if finder.trouble), "")
        if trouble:
            return trouble
        looking = next((finder for finder in finders if not finder.is_complete), None)
        if looking is not None:
            return looking_headline(looking.at_step, last)
        first = self._first_disagreement()
        if first is None:
            is_same = all(never_differ(pair.notes.curves()) for pair in pairs)
            return agreement_headline(last, is_same=is_same)
        at = next(at for at, one in enumerate(finders, 1) if one.found == first)
        return disagreement_headline(first, sample, LETTERS[at])

    def _first_disagreement(self) -> Disagreement | None:
        found = [one.found for one in self.finders if one.found is not None]
        return min(found, key=lambda one: one.step, default=None)

    @Slot()
    def _on_runs_changed(self) -> None:
        self._former = None
        self.refresh_later()

    @Slot()
    def _begin(self) -> None:
        """Have what is chosen trained, or former twins joined."""
        state, moment, former = self._state, self._state.moment.moment, self._bar.former
        if former is not None:
            self.former_wanted.emit(former)
            return
        edited = state.experiment.experiment
        if self._bar.is_one_more and state.twins.pairs:
            pairs = state.twins.pairs
            others = [pair.second for pair in pairs]
            recipes, why_not = with_another(pairs[0].first, others, edited), ADDED_ALIKE
        else:
            shown = None if moment is None else moment.run_experiment
            recipes, why_not = recipes_of(self._bar.preset, edited, shown), ALIKE
        if not recipes:
            self._trouble = why_not
            self._stack.show_notice(why_not)
            return
        state.twins.want(*recipes[1:])
        state.experiment.edit(recipes[0], f"train {recipes[0].name} with twins")
        self.training_wanted.emit()

    @Slot()
    def _end(self) -> None:
        self._state.twins.want()
        self.restart_wanted.emit()

    @Slot(int)
    def _compare(self, at: int) -> None:
        pairs = self._state.twins.pairs
        path = pairs[at].second_path if at < len(pairs) else None
        if path is not None:
            self.compare_wanted.emit(path)

    @Slot()
    def _forget_trouble(self) -> None:
        self._trouble = ""
        self.refresh_later()

    def _build(self) -> None:
        self._bar = TwinBar(self.PANEL_ID)
        self._bar.begin_wanted.connect(self._begin)
        self._bar.end_wanted.connect(self._end)
        self._bar.other_wanted.connect(self.other_wanted)
        self._bar.rest_wanted.connect(self.rest_wanted)
        self._bar.side_by_side_wanted.connect(self._compare)
        self._bar.choice_changed.connect(self._forget_trouble)
        self._view = TwinView(self._state, self.PANEL_ID)
        self.questions = TwinQuestions(self._state, self._view.questions, self)
        self.questions.changed.connect(self.refresh_later)
        scroll = QScrollArea()
        scroll.setObjectName(f"{self.PANEL_ID}_scroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._view)
        body = QWidget()
        self._stack = NoticeStack(body, scroll, f"{self.PANEL_ID}_message")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 10, 16, 10)
        whole.setSpacing(8)
        whole.addWidget(self._bar)
        whole.addWidget(body, 1)
