"""A run on the disk, in whichever of the two containers it lies and whatever it is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from numpy.typing import NDArray

from core.catalogue.data_credit import DataCredit
from core.catalogue.known_sets import KNOWN_SETS
from core.data_description import source_of
from core.datasets.dataset import Dataset
from core.datasets.extra_images import parted_source
from core.documents.run_document import RunDocument
from core.documents.time_machine import TimeMachine
from core.errors import LoadError
from core.experiment import Experiment
from core.formats.file_access import open_for_reading, short_name
from core.formats.run_file import TrainedRun, load_run
from core.training.session_state import BEST, VALUES, SessionState

#: What every SQLite file begins with.
SQLITE_BEGINNING = b"SQLite format 3\0"
Values = Mapping[str, NDArray[Any]]


def is_document(path: Path | str) -> bool:
    """Return whether a file is a document, by what it begins with and not by its name.

    Raises
    ------
    LoadError
        If there is no such file, or it cannot be read.
    """
    with open_for_reading(path, may_change=True) as (file, _):
        return file.read(len(SQLITE_BEGINNING)) == SQLITE_BEGINNING


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What a run had learned at some step.

    Attributes
    ----------
    step : int
    values : mapping of str to ndarray
        Every parameter and every layer's state by path.
    inexact : str
        Why these are not the run's own, bit for bit; empty if they are.
    """

    step: int
    values: Values
    inexact: str = ""


def best_weights(state: SessionState) -> Weights:
    """Return the best that was kept; without any, those of the state itself."""
    if state.best is not None and state.best.step:
        return Weights(state.best.step, state.group(BEST))
    return Weights(state.step, state.group(VALUES))


class StoredRun:
    """A run that is read, not gone on with; nothing is written, not even beside the file.

    Parameters
    ----------
    path : Path or str
    document : RunDocument, optional
        The one at `path`, if it is open already, perhaps for a run that goes on: what was
        saved last is read, and it stays open.

    Attributes
    ----------
    path : Path
    experiment : Experiment
    step, epoch : int
        How far the run got.
    document : RunDocument or None
        None for a file of weights.

    Raises
    ------
    LoadError
        If the file is missing, damaged, or no run.
    """

    def __init__(self, path: Path | str, document: RunDocument | None = None) -> None:
        self.path = Path(path)
        self.document = document
        self._is_opened_here = document is None
        self._weights: TrainedRun | None = None
        self._state: SessionState | None = None
        if document is not None or is_document(path):
            document = self.document = document or RunDocument(path)
            try:
                state = self._state = document.latest()
            except BaseException:
                self.close()
                raise
            self.experiment: Experiment = document.recipe.experiment
            self.step, self.epoch = state.step, state.epoch.number
        else:
            run = self._weights = load_run(path)
            self.experiment, self.step, self.epoch = run.experiment, run.step, run.epoch

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        if self.document is not None and self._is_opened_here:
            self.document.close()

    @property
    def credit(self) -> DataCredit | None:
        """Whose its images are; of a file of weights, what is known of them by name."""
        if self.document is not None and self.document.recipe.credit is not None:
            return self.document.recipe.credit
        known = KNOWN_SETS.get(parted_source(source_of(self.experiment.data))[0])
        return None if known is None else known.credit

    @property
    def last(self) -> Weights:
        """What the run has learned up to its last step."""
        if self._weights is not None:
            return Weights(self.step, self._weights.values)
        if self._state is None:
            raise LoadError(f"{short_name(self.path)}: there is no snapshot to resume from")
        return Weights(self.step, self._state.group(VALUES))

    @property
    def best(self) -> Weights:
        """The best that was kept; without any, the last."""
        return self.last if self._state is None else best_weights(self._state)

    def weights_at(self, step: int, dataset: Dataset) -> Weights:
        """Return what the run had learned after `step` steps, replayed if need be.

        Parameters
        ----------
        step : int
        dataset : Dataset
            The very images the run was trained on.

        Raises
        ------
        LoadError
            If the run has no such step, or was trained on other images.
        """
        for known in (self.best, self.last):
            if known.step == step:
                return known
        if self.document is None:
            raise LoadError(
                f"{short_name(self.path)}: this file holds the weights of step {self.step:,} "
                f"alone, so there is no step {step:,}"
            )
        if not 0 <= step <= self.step:
            raise LoadError(
                f"{short_name(self.path)}: expected a step from 0 to {self.step:,}, "
                f"received {step:,}"
            )
        machine = TimeMachine.of_document(self.document, dataset)
        found = machine.at(step)
        return Weights(step, found.snapshot.values, found.inexact)
