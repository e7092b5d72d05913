"""Building a run's network off the main thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from core.datasets.dataset import Dataset
from core.errors import Cancelled, SpecError
from core.experiment import Experiment
from gui.background.one_task import OneTask
from gui.documents.prepared_run import PreparedRun
from gui.state.pair_at_hand import LETTERS


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
        self._task = OneTask("network", self)
        self._task.done.connect(self.built)
        self._task.failed.connect(self.failed)

    @property
    def is_busy(self) -> bool:
        """Whether a run is being built that is still wanted."""
        return self._task.is_busy

    def build(
        self, experiment: Experiment, dataset: Dataset, twins: Sequence[Experiment] = ()
    ) -> None:
        """Build the run of `experiment` on `dataset`, and those of `twins` along with it."""
        self._task.begin(partial(_build, experiment, dataset, twins))

    def forget(self) -> None:
        """Report nothing of what is being built."""
        self._task.give_up()

    def shut_down(self) -> None:
        """End the thread; nothing is reported any more."""
        self._task.shut_down()


def _build(
    experiment: Experiment,
    dataset: Dataset,
    twins: Sequence[Experiment],
    *,
    progress: Callable[[float, str], object],
    cancelled: Callable[[], bool],
) -> PreparedRun:
    # on the background thread, where the window does not wait for it
    run = _run_of(experiment, dataset)
    return _with_twins(run, twins, cancelled) if twins else run


def _run_of(experiment: Experiment, dataset: Dataset) -> PreparedRun:
    from core.training.build import session_for
    from core.training.snapshot import take_snapshot

    session = session_for(experiment, dataset)
    start = take_snapshot(session.network, step=0, epoch=0)
    return PreparedRun(experiment, dataset, session, start, latest=start)


def _with_twins(
    run: PreparedRun, wished: Sequence[Experiment], cancelled: Callable[[], bool]
) -> PreparedRun:
    """Return `run`, along with those that learn from the same batches by other recipes."""
    from core.twins.same_batches import twin_of
    from core.twins.twin_notes import TwinNotes
    from core.twins.weight_distance import comparable_layers

    lead, twins, notes = run.experiment, [], []
    for letter, wish in zip(LETTERS[1:], wished, strict=False):
        if cancelled():
            raise Cancelled("these networks are no longer wanted")
        recipe = twin_of(lead, wish)
        try:
            twins.append(_run_of(recipe, run.dataset))
        except SpecError as error:
            raise SpecError(f"twin {letter} does not fit: {error}") from None
        notes.append(TwinNotes(comparable_layers(lead.network, recipe.network)))
    return replace(run, twins=tuple(twins), pair_notes=tuple(notes))
