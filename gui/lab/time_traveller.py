"""Brings wanted steps of a run back to the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from gui.lab.moment_keeper import MomentKeeper
from gui.state.step_origin import StepOrigin
from gui.state.timeline import Timeline

if TYPE_CHECKING:  # it brings sqlite3, which no window needs before the first step
    from core.documents.recalled_moment import RecalledMoment
    from core.documents.time_machine import TimeMachine


class TimeTraveller(QObject):
    """Brings the wanted step to the timeline, and sets where it came from; the newest wins.

    Training goes on meanwhile: a step is replayed by a session of the time machine's own.

    Parameters
    ----------
    timeline : Timeline
        Says where to go, and is given where the step came from.
    moment_keeper : MomentKeeper
        Shows the steps.

    Signals
    -------
    recalled(RecalledMoment)
        The wanted step is about to be shown.
    failed(str)
        Why it cannot be had.
    """

    recalled = Signal(object)
    failed = Signal(str)

    def __init__(
        self, timeline: Timeline, moment_keeper: MomentKeeper, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._timeline = timeline
        self._keeper = moment_keeper
        self._machines: list[tuple[int, TimeMachine]] = []
        timeline.wanted.connect(self._on_wanted)
        moment_keeper.recalled.connect(self._on_recalled)
        moment_keeper.computing.connect(self._on_computing)
        moment_keeper.recall_failed.connect(self._on_failed)

    @property
    def is_busy(self) -> bool:
        """Whether a step is on its way."""
        return self._keeper.is_recalling

    def use(self, machines: Sequence[tuple[int, TimeMachine]]) -> None:
        """Travel in another run, or in none.

        Parameters
        ----------
        machines : sequence of (int, TimeMachine)
            Since which step each is to be asked, rising: before a branch, its parent's.
        """
        if list(machines) != self._machines:
            self._machines = list(machines)
            if self.is_busy:  # asked of one that may be gone
                self._on_wanted(self._timeline.wanted_step)

    def machine_at(self, step: int) -> TimeMachine | None:
        """Return who knows the run as it was at `step`."""
        known = [machine for since, machine in self._machines if since <= step]
        return known[-1] if known else None

    @Slot(object)
    def _on_wanted(self, step: int) -> None:
        machine = self.machine_at(step)
        if machine is None:
            self._keeper.stop_recalling()
        else:
            self._keeper.recall(machine, step)

    @Slot(object, object)
    def _on_recalled(self, step: int, moment: RecalledMoment) -> None:
        origin = StepOrigin.REPLAYED if moment.is_replayed else StepOrigin.STORED
        self._timeline.set_origin(step, origin, moment.from_step, moment.inexact)
        self.recalled.emit(moment)

    @Slot(object)
    def _on_computing(self, step: int) -> None:
        self._timeline.set_origin(step, StepOrigin.COMPUTING)

    @Slot(str)
    def _on_failed(self, text: str) -> None:
        self._timeline.go_live()
        self.failed.emit(text)
