"""Runs that learn from the same batches, one step after the other."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial

from core.arrays import ByteArray, FloatArray, Shape
from core.errors import SpecError
from core.training.abandoned import ShouldStop
from core.training.events import BatchFinished, TrainingEvent
from core.training.session import TrainingSession
from core.training.whole_step import take_whole_step
from core.twins.answers import as_input, quick_answer
from core.twins.same_batches import check_same_batches
from core.twins.twin_notes import TwinNotes
from core.twins.weight_distance import WeightDistance, parameter_values

#: Takes a step of one run and returns what it said: nothing, if it was given up.
StepTaker = Callable[[ShouldStop | None], list[TrainingEvent]]
#: As many as can be told apart in one plot, the lead included.
MOST_RUNS = 4
#: Steps that one behind takes before anything else is asked for.
MOST_MADE_UP = 20
_UNASKED: tuple[ByteArray | None, int] = (None, -1)


class TwinSession:
    """Takes the steps of several sessions in turns: after each call all stand at one step.

    Each computes what it would compute alone, to the bit; what is noted of them only reads.
    The others follow the first, the lead: when it has ended, none goes on; one of the others
    that has ended is left behind.  One that begins ahead waits until the lead has come there,
    one that begins behind makes up
    for it.

    Parameters
    ----------
    lead : TrainingSession
    twins : sequence of TrainingSession
        At least one, and at most `MOST_RUNS` with the lead.
    notes : sequence of TwinNotes
        One for each twin: is given every step that it and the lead have taken.
    takers : sequence of StepTaker, optional
        How a step of the lead and of each twin is taken, if something else is done besides.

    Raises
    ------
    SpecError
        If one of them does not learn from the same batches, and has not ended.
    """

    def __init__(
        self,
        lead: TrainingSession,
        twins: Sequence[TrainingSession],
        notes: Sequence[TwinNotes],
        takers: Sequence[StepTaker] | None = None,
    ) -> None:
        check_count(1 + len(twins))
        self.lead, self.twins = lead, tuple(twins)
        self.notes = tuple(notes)
        self._takers: tuple[StepTaker, ...] = tuple(
            takers or (partial(take_whole_step, one) for one in (lead, *twins))
        )
        self._losses = [math.nan] * (1 + len(twins))
        self._unproven = set(range(len(twins)))  # whether they get the same batches
        for at, twin in enumerate(self.twins):
            if twin.finished is None:
                self._prove(at)
        self._inputs = _Inputs()
        values = parameter_values(lead.network)
        self._distances = [
            WeightDistance(values, parameter_values(twin.network), one.layers)
            for twin, one in zip(self.twins, self.notes, strict=True)
        ]
        self._note()

    def take_step(self, should_stop: ShouldStop | None = None) -> list[TrainingEvent]:
        """Take a step of all, and return what the lead said.

        Parameters
        ----------
        should_stop : callable, optional
            Asked on the way.  If the lead gives its step up, nothing is returned and nothing
            has changed; if another one does, it makes up for it before the next step.
        """
        if not self._follow(should_stop):
            return []
        events = self._takers[0](should_stop)
        if events:
            self._keep_loss(0, events)
            self._follow(should_stop)
        return events

    def _follow(self, should_stop: ShouldStop | None) -> bool:
        """Bring the twins to where the lead is; return whether all got there or have ended.

        Only so many steps are made up for at once: between two calls the run can be paused.
        """
        for at, twin in enumerate(self.twins, 1):
            most = twin.step + MOST_MADE_UP
            while twin.step < self.lead.step and twin.finished is None:
                if twin.step == most:
                    return False
                events = self._takers[at](should_stop)
                if not events:
                    return False
                self._keep_loss(at, events)
        self._note()
        return True

    def _prove(self, at: int) -> None:
        """Check the batches of a twin; those of one at another step again when they meet."""
        check_same_batches(self.lead, self.twins[at])
        if self.lead.step == self.twins[at].step:
            self._unproven.discard(at)

    def _keep_loss(self, at: int, events: Sequence[TrainingEvent]) -> None:
        for event in events:
            if isinstance(event, BatchFinished):
                self._losses[at] = event.loss

    def _note(self) -> None:
        """Note the step of the lead for each twin that stands there, too."""
        lead, ours = self.lead, _UNASKED
        for at, (twin, notes) in enumerate(zip(self.twins, self.notes, strict=True)):
            notes.endings = _ending(lead), _ending(twin)
            if twin.step != lead.step or notes.last_step >= lead.step:
                continue
            if at in self._unproven and twin.finished is None:
                self._prove(at)
            losses = self._losses[0], self._losses[at + 1]
            notes.note(lead.step, losses, self._distances[at].measure())
            image = notes.image
            if image is not None and notes.found is None:  # costs a part of a small step
                if ours[0] is not image:
                    ours = image, self._answer(lead, image)
                notes.note_answers(lead.step, image, (ours[1], self._answer(twin, image)))

    def _answer(self, session: TrainingSession, image: ByteArray) -> int:
        return quick_answer(session.objective, self._inputs.of(image, session.input_shape))


def check_count(runs: int) -> None:
    """Accept a number of runs that are to be trained together, the lead included.

    Raises
    ------
    SpecError
        The text is fit to show.
    """
    if not 2 <= runs <= MOST_RUNS:
        raise SpecError(f"Twins: expected 2 to {MOST_RUNS} runs, received {runs}")


def _ending(session: TrainingSession) -> str:
    return "" if session.finished is None else session.finished.explanation


class _Inputs:
    """The watched image as each network reads it; it is made that once."""

    def __init__(self) -> None:
        self._image: ByteArray | None = None
        self._by_shape: dict[Shape, FloatArray] = {}

    def of(self, image: ByteArray, shape: Shape) -> FloatArray:
        if image is not self._image:
            self._image, self._by_shape = image, {}
        if shape not in self._by_shape:
            self._by_shape[shape] = as_input(image, shape)
        return self._by_shape[shape]
