"""Another run's states, read for a comparison.

Imported where it is used: it loads SQLite, which the window's start does without.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing, suppress
from types import MappingProxyType

import numpy as np

from core.datasets.dataset import Dataset
from core.datasets.split import split_rows
from core.documents.epochs_seen import EpochsSeen, pace_of
from core.documents.recalled_moment import RecalledMoment
from core.documents.run_document import RunDocument
from core.documents.time_machine import TimeMachine
from core.errors import LoadError
from core.experiment import Experiment
from core.inspection.moment import moment_of, new_run_id
from core.inspection.network_copy import NetworkCopy
from gui.panels.compare.comparison import Comparison, ComparisonPace, ComparisonRequest

#: Steps that are replayed at most; farther away the nearest stored state has to do.
MOST_REPLAYED = 2000
#: Steps that are replayed to the end, whatever is wanted meanwhile.
SHORT_WAY = 200


class ComparedRun:
    """One run, open for reading.

    Parameters
    ----------
    request : ComparisonRequest
        The first question about it.

    Raises
    ------
    LoadError
        If it cannot be read.
    """

    def __init__(self, request: ComparisonRequest) -> None:
        self.path, self.stamp = request.path, request.stamp
        self._is_live = request.live is not None and request.live.path == request.path
        self._document = (
            request.live
            if request.live is not None and self._is_live
            else RunDocument(request.path)
        )
        self._experiment = self._document.recipe.experiment
        self._network = NetworkCopy()
        self._run_id = new_run_id()
        self._machine: TimeMachine | None = None
        self._machine_of: Dataset | None = None
        self._way: EpochsSeen | None = None
        self._way_images = 0
        first = self._document.state_before(self._first_step())
        self._initial = MappingProxyType({}) if first is None else first.snapshot.values

    def is_of(self, request: ComparisonRequest) -> bool:
        """Return whether it can answer `request`."""
        return (self.path, self.stamp) == (request.path, request.stamp)

    def compare(self, request: ComparisonRequest, cancelled: Callable[[], bool]) -> Comparison:
        """Return what this run was at the place of the request.

        Raises
        ------
        LoadError
            If no state of it can be read.
        Cancelled
            If `cancelled` says so while many steps are replayed.
        """
        last = self._document.history.last_step()
        last = max(int(self._document.stored_steps()[-1]), 0 if last is None else last)
        if self._twin_machine(request) is not None and request.pair is not None:
            last = max(last, request.pair.notes.last_step)  # ahead of what was saved
        wanted = min(max(self._wanted_step(request), self._first_step()), last)
        found = self._found(request, wanted, cancelled)
        moment = moment_of(
            self._experiment,
            found.snapshot,
            request.sample,
            self._network,
            initial=self._initial,
            run_id=self._run_id,
            inexact=found.inexact,
        )
        return Comparison(request, moment, wanted, last, found.is_replayed)

    def close(self) -> None:
        """Give the file free."""
        if not self._is_live:
            self._document.close()

    def _first_step(self) -> int:
        return int(self._document.stored_steps()[0])

    def _found(
        self, request: ComparisonRequest, step: int, cancelled: Callable[[], bool]
    ) -> RecalledMoment:
        stored = self._document.stored_steps()
        before = int(stored[np.searchsorted(stored, step, side="right") - 1])
        of_pair = self._twin_machine(request)
        if of_pair is not None:
            return of_pair.at(step, cancelled=cancelled)
        machine = self._machine_for(request.dataset)
        if machine is not None and step - before <= MOST_REPLAYED:
            is_short = step - before <= SHORT_WAY
            return machine.at(step, cancelled=_never if is_short else cancelled)
        state = self._document.state_before(step)
        if state is None:
            raise LoadError("No state of this run up to that step can be read.")
        return RecalledMoment(state, is_replayed=False, from_step=state.step)

    def _twin_machine(self, request: ComparisonRequest) -> TimeMachine | None:
        """Return what knows the newest steps, if it is trained along with the shown run."""
        return None if request.pair is None else request.pair.second_machine

    def _machine_for(self, dataset: Dataset | None) -> TimeMachine | None:
        """Return what replays steps, if these are the images the run was trained on."""
        if dataset is not self._machine_of:
            self._machine_of = dataset
            self._machine = None
            try:
                if dataset is not None:
                    self._machine = TimeMachine.of_document(self._document, dataset)
            except LoadError:  # other images: only what was stored can be shown
                self._machine = None
        return self._machine

    def _wanted_step(self, request: ComparisonRequest) -> int:
        """Return the step at which this run had come as far as the shown one."""
        if (
            request.pace is ComparisonPace.STEP
            or request.experiment is None
            or request.dataset is None
        ):
            return request.step  # without images the length of an epoch is unknown
        images = _images(request.dataset, self._experiment)
        if self._way is None or self._is_live or images != self._way_images:
            self._way_images, self._way = images, EpochsSeen.of(self._document, images)
        return self._way.step_at(_epochs_seen(request, request.experiment, request.dataset))


def _never() -> bool:
    return False


def _epochs_seen(request: ComparisonRequest, experiment: Experiment, dataset: Dataset) -> float:
    """Return how far the shown run had come, by its document if it has one."""
    images = _images(dataset, experiment)
    live = request.live
    with suppress(LoadError):  # then only the batch size of its end is known
        if live is not None:  # the shown run is the one that is written
            return EpochsSeen.of(live, images).at(request.step)
        if request.shown is not None:
            with closing(RunDocument(request.shown)) as document:
                return EpochsSeen.of(document, images).at(request.step)
    return request.step * pace_of(experiment.batch_size, images)


def _images(dataset: Dataset, experiment: Experiment) -> int:
    """Return how many images are trained on."""
    rows = split_rows(len(dataset.train), experiment.validation_share, experiment.seed)
    return len(rows[0])
