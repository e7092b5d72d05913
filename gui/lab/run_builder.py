"""Building a run's network off the main thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from core.datasets.dataset import Dataset
from core.experiment import Experiment
from core.training.build import session_for
from core.training.snapshot import take_snapshot
from gui.background.background_task import BackgroundTask
from gui.documents.prepared_run import PreparedRun


class RunBuilder(QObject):
    """Builds the run of an experiment; of several wanted meanwhile only the latest.

    Signals
    -------
    built(PreparedRun)
    failed(str)
        Why there is no run, in a sentence.
    """

    built = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task: BackgroundTask | None = None
        self._next: tuple[Experiment, Dataset] | None = None
        self._is_forgotten = False

    @property
    def is_busy(self) -> bool:
        """Whether a run is being built that somebody waits for."""
        return self._task is not None and not self._is_forgotten

    def build(self, experiment: Experiment, dataset: Dataset) -> None:
        """Build the run of `experiment` on `dataset`."""
        self._is_forgotten = False
        if self._task is not None:
            self._next = experiment, dataset
            return
        self._task = BackgroundTask(partial(_build, experiment, dataset), self)
        self._task.done.connect(self._on_done)
        self._task.failed.connect(self._on_failed)
        self._task.start()

    def forget(self) -> None:
        """Report nothing of what is being built."""
        self._next = None
        self._is_forgotten = True

    def shut_down(self) -> None:
        """Wait for what is being built; nothing is reported any more."""
        self._next = None
        if self._task is not None:
            self._task.blockSignals(True)  # its answer may be on its way already
            self._task.shut_down()
            self._task = None

    @Slot(object)
    def _on_done(self, run: PreparedRun) -> None:
        if not self._goes_on() and not self._is_forgotten:
            self.built.emit(run)

    @Slot(str)
    def _on_failed(self, text: str) -> None:
        if not self._goes_on() and not self._is_forgotten:
            self.failed.emit(text)

    def _goes_on(self) -> bool:
        """Begin with what was wanted meanwhile, if anything."""
        if self._task is not None:
            self._task.deleteLater()
            self._task = None
        wanted, self._next = self._next, None
        if wanted is None:
            return False
        self.build(*wanted)
        return True


def _build(
    experiment: Experiment,
    dataset: Dataset,
    *,
    progress: Callable[[float, str], object],
    cancelled: Callable[[], bool],
) -> PreparedRun:
    session = session_for(experiment, dataset)
    start = take_snapshot(session.network, step=0, epoch=0)
    return PreparedRun(experiment, dataset, session, start, latest=start)
