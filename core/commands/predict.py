"""Write what a run takes images for: a Kaggle submission, or a table of pictures."""

from __future__ import annotations

import time
from argparse import Namespace
from functools import partial
from pathlib import Path

from core.arrays import IntArray
from core.commands.output_file import written
from core.commands.report import Report
from core.commands.surroundings import Surroundings
from core.data_description import DataDescription
from core.datasets.first_look import first_look
from core.documents.stored_run import StoredRun
from core.drawing.picture_files import check_images, pictures_at
from core.errors import LoadError
from core.evaluation.submission import predicted_labels, submission
from core.experiment import Experiment
from core.formats.atomic_write import write_atomically
from core.formats.output_target import check_output


def predict(options: Namespace, surroundings: Surroundings) -> None:
    """Write ``ImageId,Label`` for every image of a CSV, or a line for every picture.

    Whatever cannot be done is raised as `CoreError`.
    """
    output, source = Path(options.output), Path(options.input)
    check_output(output, (options.input, options.run))
    with StoredRun(options.run) as run:
        experiment, values, steps = run.experiment, run.best.values, run.step
    began = time.perf_counter()
    pictures = pictures_at(source)
    if not pictures:
        check_images(source)
    with surroundings.progress_bar() as bar:
        if pictures:
            # Pillow takes its time: not before it is needed
            from core.drawing.picture_predictions import picture_table, predicted_pictures

            remark = surroundings.console.remark
            table = predicted_pictures(pictures, experiment, values, remark, bar.show)
            content, count = picture_table(table, _class_names(experiment)), len(table)
        else:
            labels = predicted_labels(experiment, values, options.input, progress=bar.show)
            content, count = submission(labels), len(labels)
    with surroundings.interruption.held():
        written(output, partial(write_atomically, output, content))
        surroundings.interruption.kept = f"the predictions are in {output}"
    report = Report(steps=steps, seconds=time.perf_counter() - began)
    surroundings.report(
        f"{count:,} predictions are in {output}", partial(report.to_json, images=count)
    )


def _class_names(experiment: Experiment) -> tuple[str, ...]:
    """Return what the data of a run calls its classes; nothing if it is not there any more."""
    try:
        return first_look(experiment.data, at_most=1).class_names
    except LoadError:
        return DataDescription.of(experiment.data).class_names or ()


def write_submission(output: Path, labels: IntArray) -> None:
    """Write `labels` as Kaggle wants them; a crash leaves the old file or the new one.

    Raises
    ------
    OutputError
        If they cannot be written.
    """
    written(output, partial(write_atomically, output, submission(labels)))
