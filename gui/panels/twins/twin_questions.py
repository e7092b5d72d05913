"""What is asked about a disagreement of twins, and done about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.anatomy.addresses import ValueAddress
from core.anatomy.score_layer import score_layer
from core.datasets.sample import Part
from core.inspection.moment import Moment
from gui.panels.twins.disputed_finder import DisputedFinder, DisputedWish
from gui.panels.twins.question_row import QuestionRow
from gui.panels.twins.twin_words import go_text, none_disputed, sample_text, why_text
from gui.state.lab_state import LabState
from gui.state.pair_at_hand import PairAtHand

if TYPE_CHECKING:  # with sqlite3: not before a pair has begun
    from core.twins.answers import Disagreement

LOOKING = "Looking for one…"


class TwinQuestions(QObject):
    """Goes to the first disagreement, asks why, and finds other images they dispute.

    Parameters
    ----------
    state : LabState
    row : QuestionRow

    Signals
    -------
    changed()
        There is something else to say.
    """

    changed = Signal()

    def __init__(
        self, state: LabState, row: QuestionRow, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._state, self._row = state, row
        self._pair: PairAtHand | None = None
        self._first: Disagreement | None = None
        self._said = ""
        self.finder = DisputedFinder(self)
        self.finder.found.connect(self._on_found)
        self.finder.failed.connect(self._on_failed)
        row.go_wanted.connect(self._go)
        row.why_wanted.connect(self._ask_why)
        row.find_wanted.connect(self._find)
        state.sample.changed.connect(self._forget)

    def show(self, pairs: Sequence[PairAtHand], first: Disagreement | None, at: int) -> None:
        """Offer what can be asked.

        Parameters
        ----------
        pairs : sequence of PairAtHand
        first : Disagreement or None
            The first of any of them.
        at : int
            Whose: 0 for that of B.
        """
        self._pair = pairs[at] if at < len(pairs) else None
        self._first = first
        state, pair = self._state, self._pair
        sample, moment = state.sample.sample, state.moment.moment
        is_there = (
            first is not None and moment is not None and moment.snapshot.step == first.step
        )
        go = "" if first is None or is_there else go_text(first)
        why = ""
        if first is not None and sample is not None and moment is not None and is_there:
            why = why_text(first, sample) if _has_parts(moment) else ""
        has_begun = pair is not None and pair.first_machine is not None
        may_find = has_begun and self._part() is not None and not self.finder.is_busy
        said = self._said or ("" if sample is None else sample_text(sample))
        self._row.show_questions(go, why, said, may_find=may_find)

    def rest(self) -> None:
        """Look for no image for now."""
        self.finder.rest()

    def shut_down(self) -> None:
        """End the thread."""
        self.finder.shut_down()

    def _part(self) -> Part | None:
        """Return the part whose images are looked at: that of the shown one, if it has many."""
        sample, parts = self._state.sample.sample, self._state.data.parts()
        if sample is not None and sample.part is not Part.DRAWING and sample.part in parts:
            return sample.part
        return next((part for part in parts if part is not Part.DRAWING), None)

    @Slot()
    def _go(self) -> None:
        if self._first is not None:
            self._state.timeline.go_to(self._first.step)

    @Slot()
    def _ask_why(self) -> None:
        """Have the ledger say why A says its class and not that of the other."""
        moment, first, question = self._state.moment.moment, self._first, self._state.question
        if moment is None or first is None:
            return
        self._state.trail.walk(ValueAddress(score_layer(moment.outlines), (first.first,)))
        if question.against != first.second:
            question.ask(first.second)

    @Slot()
    def _find(self) -> None:
        state, part, pair = self._state, self._part(), self._pair
        if pair is None or part is None:
            return
        sample, data = state.sample.sample, state.data
        is_of_part = sample is not None and sample.part is part
        after = sample.index if sample is not None and is_of_part else -1
        step = min(state.timeline.wanted_step, pair.notes.last_step)
        images, rows = data.images(part).images, data.rows(part)
        self._said = LOOKING
        self.finder.ask(DisputedWish(pair, step, part, images, rows, after))
        self.changed.emit()

    @Slot(object, object)
    def _on_found(self, wish: DisputedWish, index: int | None) -> None:
        data = self._state.data
        self._said = ""
        if index is None:
            self._said = none_disputed(wish.part, len(wish.rows), wish.step)
        elif index < data.count(wish.part):
            self._state.sample.show(data.sample(wish.part, index))
        self.changed.emit()

    @Slot(str)
    def _on_failed(self, text: str) -> None:
        self._said = text
        self.changed.emit()

    @Slot()
    def _forget(self) -> None:
        self._said = ""


def _has_parts(moment: Moment) -> bool:
    """Return whether the difference of two scores can be taken apart."""
    layer = score_layer(moment.outlines)
    scores = moment.trace.values[layer + 1]
    return scores.ndim == 1 and moment.outlines[layer].spec.SUMS_ALL_INPUTS
