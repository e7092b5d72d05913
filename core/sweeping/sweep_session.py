"""A sweep that runs."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from queue import Empty, SimpleQueue

from core.datasets.dataset import Dataset
from core.errors import CoreError
from core.formats.failure_text import failure_text
from core.sweeping.sweep_course import SweepCourse
from core.sweeping.sweep_data import SweepData
from core.sweeping.sweep_error import SweepError
from core.sweeping.sweep_folder import SweepFolder
from core.sweeping.sweep_listener import SweepListener
from core.sweeping.sweep_spec import SweepSpec
from core.sweeping.sweep_study import SweepStudy
from core.sweeping.trial_pool import PoolLost, TrialPool
from core.sweeping.trial_row import TrialRow

#: Seconds that a message is waited for: then everything else is looked after.
TURN_SECONDS = 0.1
#: Seconds that a lost scheduler may take to come back, and between two tries.
BACK_SECONDS, TRY_SECONDS = 60.0, 2.0
#: Seconds without any worker after which that is said.
ALONE_SECONDS = 10.0
BY_HAND = "pruned by hand"


class SweepSession:
    """Runs a sweep, on the thread that calls `run` or on one of its own after `start`.

    `pause`, `go_on`, `stop` and `prune` may be called from any thread.  Whatever happens, the
    folder is what it was or one trial further: a session in the same folder goes on there.

    Parameters
    ----------
    spec : SweepSpec
    folder : SweepFolder
        The session closes it.
    dataset : Dataset
        What the experiment's data is.
    pool : TrialPool
        The session closes it.
    trials : int
        How many there are to be in the folder at the end.
    listener : SweepListener, optional

    Raises
    ------
    SweepError
        If the folder holds another sweep.

    Attributes
    ----------
    study : SweepStudy
        Of the session's thread alone while it runs.
    trouble : str
        Why it ended before its end, after `start`; empty if it did not.
    """

    def __init__(
        self,
        spec: SweepSpec,
        folder: SweepFolder,
        dataset: Dataset,
        pool: TrialPool,
        trials: int,
        listener: SweepListener | None = None,
    ) -> None:
        self.spec, self.trials = spec, trials
        self._folder, self._pool = folder, pool
        self._listener = listener or SweepListener()
        self.study = SweepStudy(folder.study, spec)
        self.study.plan(trials)
        self._course = SweepCourse(
            spec, self.study, folder, SweepData(dataset), pool, self._listener
        )
        self.trouble = ""
        self._to_prune: SimpleQueue[int] = SimpleQueue()
        self._is_paused, self._is_stopped = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def most_trials(self) -> int:
        """How many trials there will be at most: a grid may have fewer than were asked for."""
        return min(self.trials, self.study.most_trials or self.trials)

    def start(self) -> None:
        """Run on a thread of its own."""
        self._thread = threading.Thread(target=self._run_quietly, name="sweep", daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait at most so long for the end; return whether it has come."""
        if self._thread is not None:
            self._thread.join(seconds)
        return self._thread is None or not self._thread.is_alive()

    def pause(self) -> None:
        """Begin no run from now on; those under way go on to their end."""
        self._is_paused.set()

    def go_on(self) -> None:
        """Begin runs again."""
        self._is_paused.clear()

    def stop(self) -> None:
        """End soon: what is under way is given up, and trained anew another time."""
        self._is_stopped.set()

    def prune(self, number: int) -> None:
        """End a trial early, and keep what it has."""
        self._to_prune.put(number)

    def run(self, should_stop: Callable[[], bool] = bool) -> tuple[TrialRow, ...]:
        """Run until all trials have ended, and return them.

        Parameters
        ----------
        should_stop : callable, optional
            Asked many times a second; as `stop`.

        Raises
        ------
        SweepError
            If it cannot go on; all trials that ended are kept.
        """
        with ExitStack() as ended:
            ended.callback(self._folder.close)
            ended.callback(self.study.close)
            ended.callback(self._pool.close)
            ended.callback(self._course.abandon)
            self._run(should_stop)
            return tuple(self.study.rows())

    def _run_quietly(self) -> None:
        try:
            self.run()
        except (CoreError, OSError) as error:
            self.trouble = failure_text(error)
            self._listener.warned(self.trouble)

    def _run(self, should_stop: Callable[[], bool]) -> None:
        minutes, began = self.spec.minutes, time.monotonic()
        self._last_seen, self._is_alone_said = began, False
        self._course.take_up()
        while not (self._is_stopped.is_set() or should_stop()):
            most = self.trials
            if minutes is not None and time.monotonic() - began > 60 * minutes:
                most = 0
            if not self._is_paused.is_set():
                self._course.fill(most)
            if self._course.is_idle and self._is_over(most):
                return
            self._prune_by_hand()
            self._look_for_workers()
            self.study.save_if_due()
            message = self._pool.next(TURN_SECONDS)
            if isinstance(message, PoolLost):
                self._reconnect(message.sentence, should_stop)
            elif message is not None:
                self._course.handle(message)

    def _look_for_workers(self) -> None:
        """Say once that there is none, if that lasts."""
        now = time.monotonic()
        if self._pool.capacity() > 0:
            if self._is_alone_said:
                self._listener.warned("")
            self._last_seen, self._is_alone_said = now, False
        elif now - self._last_seen > ALONE_SECONDS and not self._is_alone_said:
            self._is_alone_said = True
            self._listener.warned("No worker is there: waiting until one joins.")

    def _is_over(self, most: int) -> bool:
        return self.study.count >= most or self.study.is_exhausted

    def _prune_by_hand(self) -> None:
        while True:
            try:
                self._course.prune(self._to_prune.get_nowait(), BY_HAND)
            except Empty:
                return

    def _reconnect(self, sentence: str, should_stop: Callable[[], bool]) -> None:
        self._listener.warned(
            f"{sentence} It is tried again for {round(BACK_SECONDS)} seconds."
        )
        last = time.monotonic() + BACK_SECONDS
        while not (self._is_stopped.is_set() or should_stop()):
            if self._pool.reconnect():
                self._course.begin_anew()
                self._listener.warned("")
                return
            if time.monotonic() > last:
                raise SweepError(
                    f"{sentence} All trials that ended are kept: start the sweep again, it "
                    "goes on."
                )
            self._is_stopped.wait(TRY_SECONDS)
