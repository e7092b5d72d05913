"""One training step on a single image, and what it does to all others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arrays import ByteArray, FloatArray
from core.datasets.batch import cut_batch
from core.datasets.dataset import Dataset, LabelledImages
from core.errors import SpecError
from core.experiment import Experiment
from core.training.abandoned import ShouldStop
from core.training.gradient_step import evaluate
from core.training.session import TrainingSession
from core.training.session_state import (
    VALUES,
    SessionState,
    capture,
    live_arrays,
    resumed_session,
)
from core.training.weight_update import WeightUpdate

#: Of the optimiser's step: shorter ones are not tried.
LEAST = 2.0**-10


@dataclass(frozen=True, slots=True, eq=False)
class TaughtStep:
    """A network before and after one step on one image.

    Attributes
    ----------
    experiment : Experiment
        Of the run.
    state : SessionState
        After the step: other weights, and what the optimiser remembers of it.  The order of
        the training images, and the number of the step, are those of the run before it.
    share : float
        Of the optimiser's step, from 1 down: see `taught_step`.
    label : int
        What the image was said to be.
    before, after : ndarray of shape (classes,)
        What the network puts out for the image.
    accuracy_before, accuracy_after : float
        On the images it is judged on, from 0 to 1.
    count : int
        How many these are.
    part : str
        Which: ``test``, or ``validation`` where there are no test images; empty for none.
    """

    experiment: Experiment
    state: SessionState
    share: float
    label: int
    before: FloatArray
    after: FloatArray
    accuracy_before: float
    accuracy_after: float
    count: int
    part: str


def taught_step(
    experiment: Experiment,
    dataset: Dataset,
    state: SessionState,
    image: ByteArray,
    label: int,
    should_stop: ShouldStop | None = None,
) -> TaughtStep:
    """Take one step of a run's optimiser on one image, as short as it may be.

    A whole step, made for the mean of many images, would forget many others.  So it is halved
    as long as the image is then read as `label`, with at most half the loss of before.  The run
    itself stays as it is: a session of its own is made of `state`.

    Parameters
    ----------
    experiment : Experiment
        What the run was made from.
    dataset : Dataset
        What it is trained on.
    state : SessionState
        Of the run.
    image : ndarray of uint8, shape (H, W, C)
    label : int
    should_stop : callable, optional
        Asked while images are judged.

    Raises
    ------
    SpecError
        If the label is of no class, or the step breaks the network: the text says where.
    StepAbandoned
        If `should_stop` said so.
    """
    classes = len(dataset.class_names)
    if not 0 <= label < classes:
        raise SpecError(f"a step needs a class from 0 to {classes - 1}, received {label}")
    session = resumed_session(experiment, dataset, state, threads=1)
    shape = session.input_shape
    x = cut_batch(image[None], slice(None), shape, batch_innermost=False)
    data, rows, part = _judged_on(dataset, session)
    with np.errstate(all="ignore"):  # a diverged network is named below
        before = session.network.forward(x, training=False)[0].copy()
        _, right_before = evaluate(session.objective, data, rows, shape, should_stop)
        share = _step_on(session, x, label)
        after = session.network.forward(x, training=False)[0].copy()
        _, right_after = evaluate(session.objective, data, rows, shape, should_stop)
    return TaughtStep(
        experiment,
        capture(session),
        share,
        label,
        before,
        after,
        right_before,
        right_after,
        len(rows),
        part,
    )


def _step_on(session: TrainingSession, x: FloatArray, label: int) -> float:
    """Change the network, and return by which share of the optimiser's step."""
    update = WeightUpdate(session.network, session.optimizer)
    values = [
        array
        for name, array in live_arrays(session)
        if name.startswith(VALUES) and array.dtype.kind == "f"
    ]
    old = [value.copy() for value in values]
    first = _answer(session, x, label)[0]
    loss, _ = session.objective.value_and_gradients(x, np.array([label]))
    trouble = update.trouble_before(session.step, loss + update.penalty, lambda: x)
    if not trouble:
        update.apply(session.plan.clip_norm)
        trouble = update.trouble_after(session.step)
    if trouble:
        raise SpecError(trouble)
    new = [value.copy() for value in values]

    def walk(share: float) -> bool:
        for value, start, end in zip(values, old, new, strict=True):
            value[...] = end if share == 1 else start + share * (end - start)
        left, is_read = _answer(session, x, label)
        return is_read and left <= first / 2

    share = 1.0
    while share > LEAST and walk(share / 2):
        share /= 2
    walk(share)
    return share


def _answer(session: TrainingSession, x: FloatArray, label: int) -> tuple[float, bool]:
    """Return the loss of the image as it is judged, and whether it is read as `label`."""
    loss, right = session.objective.value(x, np.array([label]))
    return loss, right == 1


def _judged_on(
    dataset: Dataset, session: TrainingSession
) -> tuple[LabelledImages, np.ndarray, str]:
    if dataset.test is not None and len(dataset.test):
        return dataset.test, np.arange(len(dataset.test)), "test"
    rows = session.validation_rows
    return session.data, rows, "validation" if len(rows) else ""
