"""Two runs that learn from the same batches, one step after the other."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial

from core.training.abandoned import ShouldStop
from core.training.events import BatchFinished, TrainingEvent
from core.training.session import TrainingSession
from core.training.whole_step import take_whole_step
from core.twins.answers import answer_of
from core.twins.same_batches import check_same_batches
from core.twins.twin_notes import TwinNotes
from core.twins.weight_distance import weight_distances

#: Takes a step of one run and returns what it said: nothing, if it was given up.
StepTaker = Callable[[ShouldStop | None], list[TrainingEvent]]


class TwinSession:
    """Takes the steps of two sessions in turns: after each call both have taken as many.

    Each computes what it would compute alone, to the bit; what is noted of them only reads.
    The second one follows the first: when that has ended, neither goes on; when the second
    has ended, the first goes on alone.

    Parameters
    ----------
    first, second : TrainingSession
    notes : TwinNotes
        Is given every step that both have taken.
    takers : sequence of StepTaker, optional
        How a step of each is taken, if something else is done with it besides.

    Raises
    ------
    SpecError
        If they do not learn from the same batches, and the second has not ended.
    """

    def __init__(
        self,
        first: TrainingSession,
        second: TrainingSession,
        notes: TwinNotes,
        takers: Sequence[StepTaker] | None = None,
    ) -> None:
        if second.finished is None:  # else the first goes on alone
            check_same_batches(first, second)
        self.first, self.second = first, second
        self.notes = notes
        self._takers = takers or (
            partial(take_whole_step, first),
            partial(take_whole_step, second),
        )
        self._losses = [math.nan, math.nan]
        if notes.last_step < first.step == second.step:
            self._note()

    def take_step(self, should_stop: ShouldStop | None = None) -> list[TrainingEvent]:
        """Take a step of both, and return what the first one said.

        Parameters
        ----------
        should_stop : callable, optional
            Asked on the way.  If the first gives its step up, nothing is returned and nothing
            has changed; if the second does, it makes up for it before the next step.
        """
        if not self._follow(should_stop):
            return []
        events = self._takers[0](should_stop)
        if events:
            self._keep_loss(0, events)
            self._follow(should_stop)
        return events

    def _follow(self, should_stop: ShouldStop | None) -> bool:
        """Bring the second to where the first is; return whether it got there or has ended."""
        first, second = self.first, self.second
        while second.step < first.step and second.finished is None:
            events = self._takers[1](should_stop)
            if not events:
                return False
            self._keep_loss(1, events)
        if second.step == first.step and self.notes.last_step < first.step:
            self._note()
        return True

    def _keep_loss(self, at: int, events: Sequence[TrainingEvent]) -> None:
        for event in events:
            if isinstance(event, BatchFinished):
                self._losses[at] = event.loss

    def _note(self) -> None:
        """Note the step both stand at."""
        first, second, notes = self.first, self.second, self.notes
        distances = weight_distances(first.network, second.network, notes.layers)
        notes.note(first.step, self._losses, distances)
        image = notes.image
        if image is not None and notes.found is None:  # asking costs a part of a small step
            said = [answer_of(one.network, one.input_shape, image) for one in (first, second)]
            notes.note_answers(first.step, image, said)
