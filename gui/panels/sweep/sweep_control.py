"""The sweep that is shown: running here, or read from a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.sweeping.stored_sweep import StoredSweep, stored_curves, stored_sweep
from core.sweeping.sweep_listener import CurvePoint
from core.sweeping.trial_pool import TrialPool
from gui.background.one_task import OneTask
from gui.panels.sweep.runner import RunnerState, SweepNews, SweepRunner, SweepWish
from gui.panels.sweep.trials import SweepTrials

#: Between two looks at the clock, while it runs.
CLOCK_MS = 1000
Read = tuple[Path, StoredSweep, list[CurvePoint]]


class SweepControl(QObject):
    """Holds the trials, and drives the runner.

    Parameters
    ----------
    make_pool : callable
        See `SweepRunner`.

    Attributes
    ----------
    trials : SweepTrials or None
    folder : Path or None
        Of the shown sweep.
    warning : str
        What goes wrong while it runs; empty if all is well.

    Signals
    -------
    changed()
        The trials, or what the sweep is doing.
    failed(str)
        It could not begin, could not go on, or the folder could not be read.
    opened()
        The trials of a folder are shown.
    """

    changed = Signal()
    failed = Signal(str)
    opened = Signal()

    def __init__(
        self, make_pool: Callable[[SweepWish], TrialPool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.trials: SweepTrials | None = None
        self.folder: Path | None = None
        self.planned = 0  # trials of the sweep that was opened last, as far as that is known
        self.warning = ""
        self._wish: SweepWish | None = None
        self._has_begun = False
        self._runner = SweepRunner(make_pool, self)
        self._runner.news.connect(self._on_news)
        self._runner.ended.connect(self._on_ended)
        self._runner.changed.connect(self.changed)
        self._reading = OneTask("reading of a sweep", self)
        self._reading.done.connect(self._on_read)
        self._reading.failed.connect(self.failed)
        self._clock = QTimer(self, interval=CLOCK_MS)
        self._clock.timeout.connect(self.changed)

    @property
    def state(self) -> RunnerState:
        """What the sweep is doing."""
        return self._runner.state

    @property
    def most(self) -> int:
        """How many trials there are to be."""
        ended = 0 if self.trials is None else len(self.trials.rows)
        return max(self._runner.most, ended)

    @property
    def ended(self) -> int:
        """How many of them have ended."""
        return 0 if self.trials is None else self.trials.ended

    @property
    def seconds_left(self) -> float | None:
        """How long the rest will take; None if that is not known."""
        trials = self.trials
        return None if trials is None else self._runner.seconds_left(self.most - trials.ended)

    @property
    def workers(self) -> str:
        """Address of the scheduler at which it runs; empty if it runs on this computer."""
        if self._wish is None or self.state is RunnerState.IDLE:
            return ""
        return self._wish.address

    def begin(self, wish: SweepWish) -> None:
        """Run a sweep; its trials are shown once it has begun."""
        self._wish, self._has_begun, self.warning = wish, False, ""
        self._clock.start()
        self._runner.run(wish)

    def open(self, folder: Path) -> None:
        """Read the trials of an earlier sweep, unless one is running here."""
        if self.state is not RunnerState.IDLE:
            self.failed.emit("A sweep is running: stop it, then open another one.")
            return

        def read(*, cancelled: Callable[[], bool], **_: object) -> Read:
            stored = stored_sweep(folder)
            return folder, stored, stored_curves(folder, stored.rows, stored.spec, cancelled)

        self._reading.begin(read)

    def pause_or_resume(self) -> None:
        """Begin no further trial, or begin trials again."""
        self._runner.set_paused(is_paused=self.state is not RunnerState.PAUSED)

    def stop(self) -> None:
        """End soon; what ended is kept."""
        self._runner.stop()

    def prune(self, number: int) -> None:
        """End a trial early."""
        self._runner.prune(number)

    def shut_down(self) -> None:
        """End all threads and processes, before the window goes."""
        self._clock.stop()
        self._runner.shut_down()
        self._reading.shut_down()

    @Slot(object)
    def _on_news(self, news: SweepNews) -> None:
        wish = self._wish
        if wish is None:
            return
        if not self._has_begun and news.most is not None:
            self._has_begun = True
            shown = self.trials
            is_same = self.folder == wish.folder and shown is not None
            if shown is None or not is_same or shown.spec.differences(wish.spec):
                self.trials, self.folder = SweepTrials(wish.spec), wish.folder
        if self._has_begun and self.trials is not None:
            self.trials.add(news.rows)
            self.trials.add_points(news.points)
        if news.warning is not None:
            self.warning = news.warning
        self.changed.emit()

    @Slot(str)
    def _on_ended(self, trouble: str) -> None:
        self._clock.stop()
        self.warning = trouble if self._has_begun else ""
        if self.trials is not None and self._has_begun:
            self.trials.forget_running()  # given up: they are trained anew another time
        self.changed.emit()
        if trouble:
            self.failed.emit(trouble)

    @Slot(object)
    def _on_read(self, read: Read) -> None:
        folder, stored, points = read
        trials = SweepTrials(stored.spec, stored.rows)
        trials.add_points(points)
        trials.forget_running()
        self.trials, self.folder, self._wish, self.warning = trials, folder, None, ""
        self.planned = stored.planned
        self.opened.emit()
        self.changed.emit()
