"""Train a network without a window."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from pathlib import Path

import numpy as np

from core.commands.experiment_choice import chosen_experiment, limited_to
from core.commands.output_file import written
from core.commands.progress_bar import ProgressBar
from core.commands.report import Report
from core.commands.training_tally import TrainingTally
from core.datasets.dataset import Dataset
from core.datasets.loading import load_dataset
from core.errors import CoreError
from core.experiment import Experiment
from core.formats.output_target import check_output
from core.formats.run_file import TrainedRun, save_run
from core.training.build import session_for
from core.training.events import FinishReason
from core.training.session import TrainingSession
from core.training.snapshot import take_snapshot


class DivergedError(CoreError):
    """Training broke down; the text says at which step and in which tensor."""


def train(options: Namespace) -> int:
    """Train as `options` say, print a report, and write the run if asked to.

    Returns
    -------
    int
        Exit code 0; everything else is raised as `CoreError`.
    """
    experiment = chosen_experiment(options)
    out = None if options.out is None else Path(options.out)
    if out is not None:
        check_output(out, inputs=filter(None, (experiment.data, options.experiment)))
    with ProgressBar() as bar:
        dataset = load_dataset(experiment.data, progress=bar.show)
        bar.begin()
        if options.iterations is not None:
            experiment = limited_to(options.iterations, experiment, len(dataset.train))
        session = session_for(experiment, dataset)
        report = run_to_end(session, dataset, bar, at_most=options.iterations)
    if session.finished is not None and session.finished.explanation:
        print(session.finished.explanation)
    print(f"{experiment.name} on {dataset.name}: {report.to_text()}")
    if out is not None:
        write_run(experiment, session, out)
        print(f"The run is in {out}")
    if options.json:
        print(report.to_json())
    return 0


def run_to_end(
    session: TrainingSession, dataset: Dataset, bar: ProgressBar, *, at_most: int | None = None
) -> Report:
    """Train until the plan, or `at_most` steps, are done; judge the weights it ends with.

    Raises
    ------
    DivergedError
        If training broke down.
    """
    total = min(session.total_steps, at_most or session.total_steps)
    tally = TrainingTally(total, session.plan.epochs)
    while session.finished is None and session.step < total:
        for event in session.run_step():
            tally.add(event)
        bar.show(*tally.progress())
    if session.finished is not None and session.finished.reason is FinishReason.DIVERGED:
        raise DivergedError(session.finished.explanation)
    session.restore_best()
    validation_accuracy = None
    if session.best is not None and session.best.step:
        validation_accuracy = session.best.accuracy
    elif tally.validation is not None and tally.validation.step == session.step:
        validation_accuracy = tally.validation.accuracy
    elif len(session.validation_rows):
        validation_accuracy = session.evaluate(dataset.train, session.validation_rows)[1]
    return Report(
        train_loss=tally.train_loss,
        validation_accuracy=validation_accuracy,
        test_accuracy=accuracy_on_test(session, dataset),
        steps=session.step,
        seconds=tally.elapsed,
        images_per_second=tally.images_per_second,
    )


def accuracy_on_test(session: TrainingSession, dataset: Dataset) -> float | None:
    """Return the share of test images judged right; None without test images."""
    if dataset.test is None:
        return None
    return session.evaluate(dataset.test, np.arange(len(dataset.test)))[1]


def write_run(experiment: Experiment, session: TrainingSession, out: Path) -> None:
    """Write what `session` has learned.

    Raises
    ------
    OutputError
        If the file cannot be written.
    """
    snapshot = take_snapshot(session.network, step=session.step, epoch=session.epoch)
    run = TrainedRun(experiment, snapshot.values, session.step, session.epoch)
    written(out, partial(save_run, run, out))
