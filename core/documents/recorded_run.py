"""What is written down, and where."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from core.datasets.dataset import Dataset
from core.experiment import Experiment
from core.training.session import TrainingSession

if TYPE_CHECKING:  # sqlite3 is not needed before the first step
    from core.documents.recipe import Origin
    from core.documents.recorder import Recorder


class RecordedRun(Protocol):
    """A run that can be recorded.

    Attributes
    ----------
    experiment : Experiment
    dataset : Dataset
    session : TrainingSession
    parent : Origin or None
        What it was branched from.
    recorder : Recorder or None
        Of a run that was opened: has its document.
    """

    @property
    def experiment(self) -> Experiment:
        """What the run was made from."""

    @property
    def dataset(self) -> Dataset:
        """The very images it is trained on."""

    @property
    def session(self) -> TrainingSession:
        """What trains, between two steps."""

    @property
    def parent(self) -> Origin | None:
        """What it was branched from."""

    @property
    def recorder(self) -> Recorder | None:
        """Of a run that was opened."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new document goes.

    Attributes
    ----------
    folder : Path
        For a name made from the run's.
    path : Path or None
        Instead of such a name, for the first document of the run.
    may_replace : bool
        Whether a file at `path` may be replaced.
    budget : int or None
        Bytes that its states may take there; None for the usual, see `document_budget`.
    """

    folder: Path
    path: Path | None = None
    may_replace: bool = False
    budget: int | None = None
