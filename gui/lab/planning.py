"""How long a run is going to be, and what it begins with."""

from __future__ import annotations

import numpy as np

from core.losses.catalog import make_loss
from gui.documents.prepared_run import PreparedRun
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
