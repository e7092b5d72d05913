"""Judge a trained run without a window."""

from __future__ import annotations

import time
from argparse import Namespace
from dataclasses import asdict
from functools import partial

import numpy as np

from core.arrays import IntArray
from core.commands.data_of_run import data_of_run
from core.commands.report import Report
from core.commands.surroundings import Surroundings
from core.commands.training_course import accuracy_on_test
from core.data_description import with_source
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.loading import load_dataset
from core.documents.dataset_digest import dataset_digest
from core.documents.stored_run import StoredRun, Weights
from core.errors import LoadError
from core.evaluation.class_figures import ClassFigures
from core.evaluation.judgement import Judgement, judge
from core.number_text import loss_text, percent_text
from core.number_words import counted
from core.training.build import session_for
from core.training.session import TrainingSession
from core.training.snapshot import load_values

TEST, VALIDATION, TRAINING = "test", "validation", "training"
PARTS = (TEST, VALIDATION, TRAINING)


def evaluate(options: Namespace, surroundings: Surroundings) -> None:
    """Say how well a run does on one part of its data, or of other data.

    The split is drawn again from the run's seed, so on the run's own data exactly the images
    it never trained on are judged.  Whatever cannot be done is raised as `CoreError`.
    """
    with StoredRun(options.run) as run, surroundings.progress_bar() as bar:
        # The batch is of no matter for judging, and the data may be smaller than it.
        experiment = run.experiment.replace(batch_size=None)
        if options.data is not None:
            experiment = experiment.replace(data=with_source(experiment.data, options.data))
        dataset = data_of_run(options.run, experiment, options.data, bar)
        weights = _weights(run, options, dataset, surroundings)
        session = session_for(experiment, dataset, threads=surroundings.threads)
        load_values(session.network, weights.values)
        part, data, rows = _chosen_part(options.part, session, dataset)
        began = time.perf_counter()
        judgement = judge(
            session.objective,
            data,
            rows,
            experiment.network,
            dataset.class_names,
            progress=bar.show,
        )
        report = Report(
            validation_accuracy=_accuracy(VALIDATION, part, judgement, session, dataset),
            test_accuracy=_accuracy(TEST, part, judgement, session, dataset),
            steps=run.step,
            seconds=time.perf_counter() - began,
        )
    surroundings.report(
        f"{run.experiment.name} on {dataset.name}: {report.to_text()}\n"
        f"{_text(part, weights.step, judgement, dataset)}",
        partial(report.to_json, part=part, step=weights.step, **_values(judgement)),
    )


def _weights(
    run: StoredRun, options: Namespace, dataset: Dataset, surroundings: Surroundings
) -> Weights:
    """Return the weights to judge, and say so if the images are others than the run's."""
    document = run.document
    if options.step is not None:
        if (
            options.data is not None
            and document is not None
            and dataset_digest(dataset) != document.recipe.data_digest
        ):
            dataset = load_dataset(run.experiment.data)  # to take the steps again
        weights = run.weights_at(options.step, dataset)
        if weights.inexact:
            surroundings.console.remark(f"step {weights.step:,}: {weights.inexact}")
        return weights
    if (
        options.data is None
        and document is not None
        and dataset_digest(dataset) != document.recipe.data_digest
    ):
        surroundings.console.remark(
            f"{dataset.name}: these are not the images or labels that the run was trained on"
        )
    return run.best


def _chosen_part(
    wanted: str | None, session: TrainingSession, dataset: Dataset
) -> tuple[str, LabelledImages, IntArray]:
    """Return the name, the images and the rows of what is judged.

    Raises
    ------
    LoadError
        If there is no such part.
    """
    rows = {VALIDATION: session.validation_rows, TRAINING: session.train_rows}
    if dataset.test is not None and wanted in (TEST, None):
        return TEST, dataset.test, np.arange(len(dataset.test))
    if wanted == TEST:
        raise LoadError(f"{dataset.name}: there are no test images to judge")
    part = wanted or VALIDATION
    if not len(rows[part]):
        missing = "there are no test images, and " if wanted is None else ""
        raise LoadError(
            f"{dataset.name}: {missing}the run holds back no images for validation"
            if part == VALIDATION
            else f"{dataset.name}: there are no training images to judge"
        )
    return part, dataset.train, rows[part]


def _accuracy(
    name: str, part: str, judgement: Judgement, session: TrainingSession, dataset: Dataset
) -> float | None:
    if name == part:
        return judgement.accuracy
    if name == TEST:
        return accuracy_on_test(session, dataset)
    if not len(session.validation_rows):
        return None
    return session.evaluate(dataset.train, session.validation_rows)[1]


def _values(judgement: Judgement) -> dict[str, object]:
    """Return the judgement as JSON holds it."""
    confusion = judgement.confusion
    return {
        "accuracy": judgement.accuracy,
        "loss": judgement.loss,
        "images": judgement.images,
        "confusion": None if confusion is None else confusion.tolist(),
        "top_confusions": [asdict(one) for one in judgement.top_confusions],
        "per_class": [_class_values(figures) for figures in judgement.per_class],
        "calibration_error": judgement.calibration_error,
        "top_mistakes": [asdict(mistake) for mistake in judgement.top_mistakes],
    }


def _class_values(figures: ClassFigures) -> dict[str, object]:
    values = asdict(figures)
    return {"class": values.pop("index"), **values}


def _text(part: str, step: int, judgement: Judgement, dataset: Dataset) -> str:
    lines = [
        f"{counted(judgement.images, f'{part} image')} at step {step:,}: accuracy "
        f"{percent_text(judgement.accuracy, 2)}, loss {loss_text(judgement.loss)}"
    ]
    if judgement.calibration_error is not None:
        lines[0] += f", calibration error {percent_text(judgement.calibration_error, 2)}"
    names = dataset.class_names
    confusions = [
        f"{names[one.true]} as {names[one.predicted]} ({one.count:,})"
        for one in judgement.top_confusions[:5]
    ]
    if confusions:
        lines.append(f"Taken for another most often: {', '.join(confusions)}")
    return "\n".join(lines)
