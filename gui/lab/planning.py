"""How long a run is going to be, and what it begins with."""

from __future__ import annotations

import numpy as np

from core.losses.catalog import make_loss
from core.training.events import EpochFinished
from gui.documents.prepared_run import PreparedRun
from gui.documents.viewed_run import ViewedRun
from gui.state.run_plan import RunPlan


def plan_of(run: PreparedRun) -> RunPlan:
    """Return the plan of a run that is not on the training thread."""
    session, experiment = run.session, run.experiment
    return RunPlan(
        session.total_steps,
        session.steps_per_epoch,
        session.plan.epochs,
        blind_loss(
            experiment.loss, len(run.dataset.class_names), smoothing=experiment.label_smoothing
        ),
    )


def viewed_plan(run: ViewedRun) -> RunPlan:
    """Return what is known of the plan of a run whose images are not there."""
    experiment, history = run.experiment, run.history
    events = [] if history is None else history.events(run.latest.step)
    ends = [event.step for event in events if isinstance(event, EpochFinished)]
    steps_per_epoch = ends[0] if ends else 0
    return RunPlan(
        max(run.latest.step, steps_per_epoch * experiment.epochs),
        steps_per_epoch,
        experiment.epochs,
        blind_loss(
            experiment.loss,
            experiment.network.outline()[-1].output_shape[0],
            smoothing=experiment.label_smoothing,
        ),
    )


def blind_loss(kind: str, classes: int, *, smoothing: float = 0.0) -> float:
    """Return what a loss is if every class is given the same probability.

    Parameters
    ----------
    kind : str
        Of the loss.
    classes : int
        At least 1.
    smoothing : float, default 0.0
        Of the labels.
    """
    loss = make_loss(kind, label_smoothing=smoothing)
    guess = np.full((1, classes), 1 / classes)
    return loss.value_and_gradient(guess, np.zeros(1, np.int64))[0]
