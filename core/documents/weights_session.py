"""Look at, and go on from, a file that holds weights and no history."""

from __future__ import annotations

from dataclasses import replace

from core.datasets.dataset import Dataset
from core.errors import LoadError, SpecError
from core.formats.run_file import TrainedRun
from core.training.build import session_for
from core.training.events import FinishReason, SessionFinished
from core.training.session import TrainingSession
from core.training.snapshot import load_values


def session_of_weights(run: TrainedRun, dataset: Dataset) -> TrainingSession:
    """Return a session that stands where `run` ended, as far as its weights tell.

    What the optimiser remembered and the order of the images are lost, so training on gives
    other bits than an uninterrupted run: the next step begins a new epoch with an optimiser
    that remembers nothing.

    Raises
    ------
    LoadError
        If the run and the data do not fit.
    """
    try:
        session = session_for(run.experiment, dataset)
    except SpecError as error:
        raise LoadError(str(error)) from None
    load_values(session.network, run.values)
    session.step = run.step
    epoch = min(run.epoch, session.plan.epochs)
    if epoch:
        session.progress.load_state(
            replace(session.progress.state(), number=epoch, cursor=len(session.train_rows))
        )
    if epoch >= session.plan.epochs:
        session.finished = SessionFinished(FinishReason.COMPLETED, run.step)
    return session
