"""Which step of the run all panels show."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.curves.turning_points import TurningPoints
from core.training.events import BatchFinished, EpochFinished, TrainingEvent
from gui.state.moment import CurrentMoment
from gui.state.step_origin import StepOrigin
from gui.state.time_flag import FlagKind, TimeFlag

if TYPE_CHECKING:  # the window's first picture does without
    from core.arrays import IntArray
    from core.documents.state_source import StateSource
    from core.inspection.moment import Moment


class Timeline(QObject):
    """The steps of the run, what is marked on them, and the one that is wanted.

    It only says where to go; what answers `wanted` makes `CurrentMoment` show the step, and
    `set_origin`s where it came from.

    Parameters
    ----------
    moment : CurrentMoment
        Its step is the shown one.

    Signals
    -------
    changed()
        Another step is shown, wanted or the last one, or it was come by otherwise.
    marks_changed()
        Epochs, stored steps, flags or the plan.
    wanted(int)
        The user wants to see a step.
    went_live()
        The user wants to see the newest step, now and from now on.
    memory_changed()
        The states at hand are those of another run.

    Attributes
    ----------
    memory : StateSource or None
        States of the run that are at hand.
    memory_run_id : str
        Which run these are of.
    """

    changed = Signal()
    marks_changed = Signal()
    wanted = Signal(object)
    went_live = Signal()
    memory_changed = Signal()

    _first_step: int
    _last_step: int
    _total_steps: int
    _steps_per_epoch: int
    _wanted_step: int | None
    _origin: StepOrigin
    _from_step: int
    _inexact: str
    _epoch_ends: list[int]
    _stored_steps: IntArray | None
    _flags: list[TimeFlag]
    _turning_points: TurningPoints

    def __init__(self, moment: CurrentMoment, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.memory: StateSource | None = None
        self.memory_run_id = ""
        self._moment = moment
        self._forget()
        moment.changed.connect(self._on_moment)

    @property
    def first_step(self) -> int:
        """The earliest step one can go to."""
        return self._first_step

    @property
    def last_step(self) -> int:
        """The newest step of the run."""
        return self._last_step

    @property
    def total_steps(self) -> int:
        """Where the plan ends; at least `last_step`."""
        return max(self._total_steps, self._last_step)

    @property
    def steps_per_epoch(self) -> int:
        """Steps of a whole epoch; 0 while unknown."""
        return self._steps_per_epoch

    @property
    def is_live(self) -> bool:
        """Whether all panels show the newest step."""
        return self._wanted_step is None

    @property
    def wanted_step(self) -> int:
        """Where one wants to be: the newest step while live."""
        return self._last_step if self._wanted_step is None else self._wanted_step

    @property
    def shown_step(self) -> int:
        """What is on screen; behind `wanted_step` while that is on its way."""
        moment = self._moment.moment
        return self.wanted_step if moment is None else moment.snapshot.step

    @property
    def origin(self) -> StepOrigin:
        """How the wanted step was come by."""
        return StepOrigin.LIVE if self.is_live else self._origin

    @property
    def from_step(self) -> int:
        """The stored step that a replayed one was computed from."""
        return self._from_step

    @property
    def inexact(self) -> str:
        """Why the wanted step is not the run's own, bit for bit; empty if it is."""
        return "" if self.is_live else self._inexact

    @property
    def epoch_ends(self) -> Sequence[int]:
        """The last steps of the epochs, rising."""
        return self._epoch_ends

    @property
    def stored_steps(self) -> IntArray:
        """The steps that need no computing, rising."""
        import numpy as np

        return np.empty(0, np.int64) if self._stored_steps is None else self._stored_steps

    @property
    def flags(self) -> tuple[TimeFlag, ...]:
        """What happened, by step."""
        turns = (
            TimeFlag(point.step, FlagKind(point.kind.value), point.text)
            for point in self._turning_points.points
        )
        return tuple(sorted([*turns, *self._flags], key=lambda flag: flag.step))

    def begin(self, first_step: int = 0, last_step: int = 0) -> None:
        """Forget the run; another one begins, or goes on at `last_step`."""
        self._forget()
        self._first_step, self._last_step = first_step, last_step
        self.marks_changed.emit()
        self.changed.emit()
        self.went_live.emit()

    def set_plan(self, total_steps: int, steps_per_epoch: int) -> None:
        """Learn how long the run is meant to be."""
        if (total_steps, steps_per_epoch) != (self._total_steps, self._steps_per_epoch):
            self._total_steps, self._steps_per_epoch = total_steps, steps_per_epoch
            self.marks_changed.emit()
            self.changed.emit()

    def use_memory(self, memory: StateSource, run_id: str) -> None:
        """Learn where the states of a run are."""
        self.memory, self.memory_run_id = memory, run_id
        self.memory_changed.emit()

    def set_stored(self, steps: IntArray) -> None:
        """Learn which steps need no computing."""
        import numpy as np

        if not np.array_equal(steps, self.stored_steps):
            self._stored_steps = steps
            self.marks_changed.emit()

    def add_flag(self, flag: TimeFlag) -> None:
        """Mark something that happened besides training; once."""
        if flag not in self._flags:
            self._flags.append(flag)
            self.marks_changed.emit()

    @Slot(list)
    def add_events(self, events: Iterable[TrainingEvent]) -> None:
        """Add the events of a run, in their order."""
        events = list(events)
        before = self._last_step, len(self._epoch_ends)
        for event in events:
            if isinstance(event, BatchFinished):
                self._last_step = max(self._last_step, event.step)
            elif isinstance(event, EpochFinished):
                self._epoch_ends.append(event.step)
        has_turned = self._turning_points.add(events)
        if has_turned or len(self._epoch_ends) != before[1]:
            self.marks_changed.emit()
        if self._last_step != before[0]:
            self.changed.emit()

    def go_to(self, step: int) -> None:
        """Look at `step`, or at the nearest there is."""
        step = min(max(step, self._first_step), self._last_step)
        if step != self._wanted_step:
            self._wanted_step = step
            self._origin, self._inexact = StepOrigin.STORED, ""
            self.wanted.emit(step)
            self.changed.emit()

    def go_live(self) -> None:
        """Look at the newest step, and at every newer one as it comes."""
        if not self.is_live:
            self._wanted_step = None
            self.went_live.emit()
            self.changed.emit()

    def step_by(self, count: int) -> None:
        """Go `count` steps forward, or back."""
        self.go_to(self.wanted_step + count)

    def epoch_by(self, direction: int) -> None:
        """Go to the end of the next epoch, or back to the one before; else to the run's end."""
        ends, step = self._epoch_ends, self.wanted_step
        if direction > 0:
            place = bisect_right(ends, step)
            self.go_to(ends[place] if place < len(ends) else self._last_step)
        else:
            place = bisect_left(ends, step) - 1
            self.go_to(ends[place] if place >= 0 else self._first_step)

    def nearest_stored(self, step: int) -> int:
        """Return the stored step next to `step`; itself if none is stored."""
        import numpy as np

        steps = self.stored_steps
        if not len(steps):
            return step
        place = int(np.searchsorted(steps, step))
        around = steps[max(0, place - 1) : place + 1]
        return int(around[np.abs(around - step).argmin()])

    def epoch_at(self, step: int) -> int:
        """Return the epoch that `step` belongs to; 0 before the first step."""
        return bisect_left(self._epoch_ends, step) + 1 if step else 0

    def set_origin(
        self, step: int, origin: StepOrigin, from_step: int = 0, inexact: str = ""
    ) -> None:
        """Set how `step` was come by, if it is still the wanted one."""
        news = origin, from_step, inexact
        before = self._origin, self._from_step, self._inexact
        if step == self._wanted_step and news != before:
            self._origin, self._from_step, self._inexact = news
            self.changed.emit()

    @Slot(object)
    def _on_moment(self, _moment: Moment) -> None:
        if not self.is_live:
            self.changed.emit()

    def _forget(self) -> None:
        self._first_step = self._last_step = 0
        self._total_steps = self._steps_per_epoch = 0
        self._wanted_step = None
        self._origin, self._from_step, self._inexact = StepOrigin.STORED, 0, ""
        self._epoch_ends = []
        self._stored_steps = None
        self._flags = []
        self._turning_points = TurningPoints()
