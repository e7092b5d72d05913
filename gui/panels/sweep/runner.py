"""Runs a sweep away from the main thread, and brings back what happens."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from threading import Event, Lock

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.datasets.loading import load_dataset
from core.sweeping.stored_sweep import stored_curves
from core.sweeping.sweep_folder import SweepFolder
from core.sweeping.sweep_listener import CurvePoint, SweepListener
from core.sweeping.sweep_session import SweepSession
from core.sweeping.sweep_spec import SweepSpec
from core.sweeping.trial_pool import TrialPool
from core.sweeping.trial_row import TrialRow
from gui.background.one_task import OneTask

#: Between two looks at what happened.
LOOK_MS = 200


class RunnerState(StrEnum):
    """What a sweep is doing."""

    IDLE = "idle"
    PREPARING = "preparing"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPING = "stopping"


@dataclass(frozen=True, slots=True)
class SweepWish:
    """What is to be run.

    Attributes
    ----------
    spec : SweepSpec
    folder : Path
    trials : int
        How many there are to be at the end.
    workers : int or None
        Processes of this computer; None for as many as are free.
    address : str
        Of a scheduler; empty for this computer.
    tls : mapping of str to str
        Paths of certificates: see `core.sweeping.certificates`.
    """

    spec: SweepSpec
    folder: Path
    trials: int
    workers: int | None = None
    address: str = ""
    tls: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SweepNews:
    """What happened since the last look.

    Attributes
    ----------
    rows : tuple of TrialRow
    points : tuple of CurvePoint
    warning : str or None
        None if nothing was said.
    most : int or None
        How many trials there will be, once that is known.
    """

    rows: tuple[TrialRow, ...] = ()
    points: tuple[CurvePoint, ...] = ()
    warning: str | None = None
    most: int | None = None


class _Mailbox:
    """What the thread of the sweep puts in, and the main thread empties."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._rows: list[TrialRow] = []
        self._points: list[CurvePoint] = []
        self._warning: str | None = None
        self._most: int | None = None

    def add_row(self, row: TrialRow) -> None:
        with self._lock:
            self._rows.append(row)

    def add_point(self, point: CurvePoint) -> None:
        if point.kind != "batch":
            with self._lock:
                self._points.append(point)

    def warn(self, text: str) -> None:
        with self._lock:
            self._warning = text

    def begin(self, rows: list[TrialRow], points: list[CurvePoint], most: int) -> None:
        with self._lock:
            self._rows[:0], self._points[:0], self._most = rows, points, most

    def empty(self) -> SweepNews:
        with self._lock:
            news = SweepNews(tuple(self._rows), tuple(self._points), self._warning, self._most)
            self._rows, self._points, self._warning, self._most = [], [], None, None
        return news


def workers_of(wish: SweepWish) -> TrialPool:
    """Return the workers that are asked for."""
    # here, as Dask takes a second to import
    from core.sweeping.dask_cluster import local_pool, pool_at

    if wish.address:
        return pool_at(wish.address, tls=wish.tls)
    return local_pool(wish.workers)


class SweepRunner(QObject):
    """One sweep at a time, on a thread that ends with it.

    Parameters
    ----------
    make_pool : callable
        Returns the workers; called on that thread.

    Signals
    -------
    changed()
        Another state.
    news(SweepNews)
    ended(str)
        Why it ended before its end; empty if it did not.
    """

    changed = Signal()
    news = Signal(object)
    ended = Signal(str)

    def __init__(
        self,
        make_pool: Callable[[SweepWish], TrialPool] = workers_of,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._make_pool = make_pool
        self._task = OneTask("sweep", self)
        self._task.done.connect(self._on_done)
        self._task.failed.connect(self._on_failed)
        self._mailbox = _Mailbox()
        self._stop = Event()
        self._session: SweepSession | None = None  # set by the thread, read by this one
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._is_paused = self._has_begun = False
        self._began_at, self._ended, self._most = 0.0, 0, 0
        self._is_shut_down = False

    @property
    def state(self) -> RunnerState:
        """What it is doing."""
        if not self._task.is_busy:
            return RunnerState.IDLE
        if self._stop.is_set():
            return RunnerState.STOPPING
        if not self._has_begun:
            return RunnerState.PREPARING
        return RunnerState.PAUSED if self._is_paused else RunnerState.RUNNING

    @property
    def most(self) -> int:
        """How many trials there will be; 0 before that is known."""
        return self._most

    def seconds_left(self, to_come: int) -> float | None:
        """Return how long so many trials will take, at the pace until now; None if unknown."""
        if not self._ended:
            return None
        return (time.monotonic() - self._began_at) / self._ended * to_come

    def run(self, wish: SweepWish) -> None:
        """Begin, or go on where the folder is."""
        if self._is_shut_down or self._task.is_busy:
            return
        self._stop, self._mailbox, self._session = Event(), _Mailbox(), None
        self._is_paused = self._has_begun = False
        self._ended = self._most = 0
        stop, mailbox = self._stop, self._mailbox
        self._task.begin(
            lambda progress, cancelled: self._work(
                wish, mailbox, lambda: stop.is_set() or cancelled()
            )
        )
        self._timer.start()
        self.changed.emit()

    def set_paused(self, *, is_paused: bool) -> None:
        """Begin no further trial, or begin trials again."""
        session = self._session
        if session is not None and self._has_begun:
            (session.pause if is_paused else session.go_on)()
            self._is_paused = is_paused
            self.changed.emit()

    def stop(self) -> None:
        """End soon; what ended is kept."""
        self._stop.set()
        self.changed.emit()

    def prune(self, number: int) -> None:
        """End a trial early."""
        if self._session is not None:
            self._session.prune(number)

    def shut_down(self) -> None:
        """End the thread and the workers, before the window goes."""
        self._is_shut_down = True
        self._timer.stop()
        self._stop.set()
        self._task.shut_down()

    def _work(
        self, wish: SweepWish, mailbox: _Mailbox, should_stop: Callable[[], bool]
    ) -> None:
        """Run the sweep; on its thread."""
        dataset = load_dataset(wish.spec.experiment.data, cancelled=should_stop)
        listener = SweepListener(
            trial_started=mailbox.add_row,
            trial_finished=mailbox.add_row,
            curve_grew=mailbox.add_point,
            warned=mailbox.warn,
        )
        with ExitStack() as undone:
            folder = SweepFolder(wish.folder)
            undone.callback(folder.close)
            pool = self._make_pool(wish)
            undone.callback(pool.close)
            session = SweepSession(wish.spec, folder, dataset, pool, wish.trials, listener)
            undone.pop_all()  # the session closes them from now on
        rows = session.study.rows()
        points = stored_curves(wish.folder, rows, wish.spec, should_stop)
        mailbox.begin(rows, points, session.most_trials)
        self._session = session
        session.run(should_stop)

    @Slot()
    def _look(self) -> None:
        news = self._mailbox.empty()
        if news.most is not None:
            self._most, self._has_begun = news.most, True
            self._began_at = time.monotonic()
            self.changed.emit()
        else:
            self._ended += sum(row.state != "running" for row in news.rows)
        if news != SweepNews():
            self.news.emit(news)

    @Slot(object)
    def _on_done(self, _nothing: object) -> None:
        self._end("")

    @Slot(str)
    def _on_failed(self, text: str) -> None:
        self._end(text)

    def _end(self, trouble: str) -> None:
        self._look()
        self._timer.stop()
        self._session = None
        self.ended.emit(trouble)
        self.changed.emit()
