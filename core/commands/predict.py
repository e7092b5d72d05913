"""Write a run's predictions as a Kaggle submission."""

from __future__ import annotations

import time
from argparse import Namespace
from functools import partial
from pathlib import Path

from core.arrays import IntArray
from core.commands.output_file import written
from core.commands.report import Report
from core.commands.surroundings import Surroundings
from core.documents.stored_run import StoredRun
from core.evaluation.submission import predicted_labels, submission
from core.formats.atomic_write import write_atomically
from core.formats.output_target import check_output


def predict(options: Namespace, surroundings: Surroundings) -> None:
    """Write ``ImageId,Label`` for every image of a CSV.

    Whatever cannot be done is raised as `CoreError`.
    """
    output = Path(options.output)
    check_output(output, (options.input, options.run))
    with StoredRun(options.run) as run:
        experiment, weights, steps = run.experiment, run.best, run.step
    began = time.perf_counter()
    with surroundings.progress_bar() as bar:
        labels = predicted_labels(experiment, weights.values, options.input, progress=bar.show)
    with surroundings.interruption.held():
        write_submission(output, labels)
        surroundings.interruption.kept = f"the predictions are in {output}"
    report = Report(steps=steps, seconds=time.perf_counter() - began)
    surroundings.report(
        f"{len(labels):,} predictions are in {output}",
        partial(report.to_json, images=len(labels)),
    )


def write_submission(output: Path, labels: IntArray) -> None:
    """Write `labels` as Kaggle wants them; a crash leaves the old file or the new one.

    Raises
    ------
    OutputError
        If they cannot be written.
    """
    written(output, partial(write_atomically, output, submission(labels)))
