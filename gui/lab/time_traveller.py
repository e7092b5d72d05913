"""Brings wanted steps of a run back to the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from gui.lab.travel_worker import TravelWish, TravelWorker
from gui.state.step_origin import StepOrigin
from gui.state.timeline import Timeline

if TYPE_CHECKING:  # it brings sqlite3, which no window needs before the first step
    from core.documents.time_machine import RecalledMoment, TimeMachine

STOP_TIMEOUT_MS = 20_000


class TimeTraveller(QObject):
    """Answers the timeline's wishes off the main thread; the newest wish wins.

    Training goes on meanwhile: a step is replayed by a session of the time machine's own.

    Parameters
    ----------
    timeline : Timeline
        Says where to go, and is told how that was done.

    Signals
    -------
    recalled(RecalledMoment)
        The wanted step.
    failed(str)
        Why it cannot be had.
    """

    recalled = Signal(object)
    failed = Signal(str)

    def __init__(self, timeline: Timeline, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timeline = timeline
        self._machines: list[tuple[int, TimeMachine]] = []
        self._wish: TravelWish | None = None
        self._thread = QThread(self)
        self._thread.setObjectName("time travel")
        self._worker = TravelWorker()
        self._worker.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._worker.recalled.connect(self._on_recalled, queued)
        self._worker.computing.connect(self._on_computing, queued)
        self._worker.failed.connect(self._on_failed, queued)
        timeline.wanted.connect(self._on_wanted)
        timeline.went_live.connect(self._on_went_live)

    @property
    def is_busy(self) -> bool:
        """Whether a step is on its way."""
        return self._wish is not None

    def use(self, machines: Sequence[tuple[int, TimeMachine]]) -> None:
        """Travel in another run, or in none.

        Parameters
        ----------
        machines : sequence of (int, TimeMachine)
            Since which step each is to be asked, rising: before a branch, its parent's.
        """
        if list(machines) != self._machines:
            self._machines = list(machines)
            if self._wish is not None:  # asked of one that may be gone
                self._on_wanted(self._wish.step)

    def machine_at(self, step: int) -> TimeMachine | None:
        """Return who knows the run as it was at `step`."""
        known = [machine for since, machine in self._machines if since <= step]
        return known[-1] if known else None

    def shut_down(self) -> bool:
        """End the thread; return whether it ended in time.  For window closing."""
        self._give_up()
        self._thread.quit()
        return self._thread.wait(STOP_TIMEOUT_MS)

    @Slot(object)
    def _on_wanted(self, step: int) -> None:
        machine = self.machine_at(step)
        if machine is None:
            self._give_up()
            return
        if not self._thread.isRunning():  # most windows never travel: no thread until then
            self._thread.start()
        self._wish = TravelWish(machine, step)
        self._worker.ask(self._wish)

    @Slot()
    def _on_went_live(self) -> None:
        self._give_up()

    def _give_up(self) -> None:
        self._wish = None
        self._worker.ask(None)

    @Slot(object, object)
    def _on_recalled(self, wish: TravelWish, moment: RecalledMoment) -> None:
        if wish is not self._wish:
            return
        self._wish = None
        origin = StepOrigin.REPLAYED if moment.is_replayed else StepOrigin.STORED
        self._timeline.tell(wish.step, origin, moment.from_step)
        self.recalled.emit(moment)

    @Slot(object)
    def _on_computing(self, wish: TravelWish) -> None:
        if wish is self._wish:
            self._timeline.tell(wish.step, StepOrigin.COMPUTING)

    @Slot(object, str)
    def _on_failed(self, wish: TravelWish, text: str) -> None:
        if wish is self._wish:
            self._wish = None
            self._timeline.go_live()
            self.failed.emit(text)
