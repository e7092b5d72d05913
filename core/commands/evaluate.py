"""Judge a trained run without a window."""

from __future__ import annotations

import time
from argparse import Namespace

from core.commands.progress_bar import ProgressBar
from core.commands.report import Report
from core.commands.train import accuracy_on_test
from core.datasets.loading import load_dataset
from core.errors import LoadError
from core.formats.run_file import load_run
from core.training.build import session_for
from core.training.snapshot import load_values


def evaluate(options: Namespace) -> int:
    """Print how well a run does on the images held back from it, and on test images.

    The split is drawn again from the run's seed, so on the run's own data exactly the images
    it never trained on are judged.

    Returns
    -------
    int
        Exit code 0; everything else is raised as `CoreError`.
    """
    run = load_run(options.run)
    # The batch is of no matter for judging, and the data may be smaller than it.
    experiment = run.experiment.replace(batch_size=None)
    if options.data is not None:
        experiment = experiment.replace(data=options.data)
    with ProgressBar() as bar:
        dataset = load_dataset(experiment.data, progress=bar.show)
    session = session_for(experiment, dataset)
    load_values(session.network, run.values)
    if dataset.test is None and not len(session.validation_rows):
        raise LoadError(
            f"{dataset.name}: there are no test images, and the run holds back none to judge on"
        )
    began = time.perf_counter()
    validation_accuracy = None
    if len(session.validation_rows):
        validation_accuracy = session.evaluate(dataset.train, session.validation_rows)[1]
    report = Report(
        validation_accuracy=validation_accuracy,
        test_accuracy=accuracy_on_test(session, dataset),
        steps=run.step,
        seconds=time.perf_counter() - began,
    )
    print(f"{run.experiment.name} on {dataset.name}: {report.to_text()}")
    if options.json:
        print(report.to_json())
    return 0
