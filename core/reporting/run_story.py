"""What the file of a run says of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.catalogue.data_credit import DataCredit
from core.curves.best_validation import best_validation
from core.curves.history import RunHistory
from core.documents.event_codec import RareEvent
from core.documents.labels import Labels
from core.documents.recipe import Recipe
from core.documents.stored_run import StoredRun, Weights
from core.documents.weights_digest import weights_digest
from core.experiment import Experiment
from core.training.events import FinishReason, ValidationFinished


@dataclass(frozen=True, slots=True, eq=False)
class RunStory:
    """A run without its images.

    Attributes
    ----------
    path : Path
    labels : Labels
        Name, notes and tags.
    experiment : Experiment
    recipe : Recipe or None
        None of a file of weights, as are the next three.
    history : RunHistory or None
    ending : FinishReason or None
        Why it ended; None, too, if it can go on.
    seconds : float or None
        Time its steps took.
    events : tuple of RareEvent
    best : ValidationFinished or None
    step, epoch : int
        How far it got.
    weights : Weights
        The ones that are shown and judged.
    digest : str
        SHA-256 of the weights of the last step.
    credit : DataCredit or None
        Who made its data, and on what terms, if that is known.
    """

    path: Path
    labels: Labels
    experiment: Experiment
    recipe: Recipe | None
    history: RunHistory | None
    ending: FinishReason | None
    seconds: float | None
    events: tuple[RareEvent, ...]
    best: ValidationFinished | None
    step: int
    epoch: int
    weights: Weights
    digest: str
    credit: DataCredit | None


def run_story(run: StoredRun, weights: Weights | None = None) -> RunStory:
    """Return what the file of a run says.

    Parameters
    ----------
    run : StoredRun
    weights : Weights, optional
        The moment that is shown; by default the best that was kept, else the last.

    Raises
    ------
    LoadError
        If the file is damaged.
    """
    document = run.document
    events = () if document is None else tuple(document.history.events())
    summary = None if document is None else document.summary()
    return RunStory(
        path=run.path,
        labels=Labels(run.experiment.name or "run") if document is None else document.labels,
        experiment=run.experiment,
        recipe=None if document is None else document.recipe,
        history=None if document is None else document.history.history(),
        ending=None if summary is None else summary.ending,
        seconds=None if summary is None else summary.seconds,
        events=events,
        best=best_validation(events),
        step=run.step,
        epoch=run.epoch,
        weights=run.best if weights is None else weights,
        digest=weights_digest(run.experiment.network, run.last.values),
        credit=run.credit,
    )
