"""Make a run of a model that another program wrote."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from pathlib import Path

from core.commands.json_line import json_line
from core.commands.output_file import written
from core.commands.run_target import RunTarget, run_target
from core.commands.surroundings import Surroundings
from core.datasets.data_source import absolute_source
from core.datasets.dataset import Dataset
from core.datasets.loading import load_dataset
from core.documents.recipe import Recipe
from core.documents.run_document import RunDocument
from core.documents.weights_session import session_of_weights
from core.errors import LoadError, SpecError
from core.formats.experiment_file import load_experiment
from core.formats.file_access import short_name
from core.formats.run_file import TrainedRun, save_run
from core.number_words import counted
from core.training.build import check_trainable
from core.training.session_state import capture


def import_run(options: Namespace, surroundings: Surroundings) -> None:
    """Write a run that begins with the weights of a model.

    It is a document that can be trained further where its images are known; otherwise it
    holds the weights alone.  Whatever cannot be done is raised as `CoreError`.
    """
    # layers and their forms are not needed by the other commands
    from core.importing.model_import import import_model

    inputs = [one for one in (options.model, options.experiment, options.data) if one]
    target = run_target(options.out, may_replace=options.overwrite, inputs=inputs)
    given = None if options.experiment is None else load_experiment(options.experiment)
    model = import_model(options.model, given)
    run = model.run
    if options.data is not None:
        experiment = run.experiment.replace(data=absolute_source(options.data))
        run = TrainedRun(experiment, run.values, run.step, run.epoch)
    for remark in model.remarks:
        surroundings.console.remark(f"{short_name(options.model)}: {remark}.")
    with surroundings.progress_bar() as bar:
        dataset = None
        if target.is_document:
            try:
                dataset = load_dataset(run.experiment.data, progress=bar.show)
                _check(run, dataset)
            except (LoadError, SpecError) as error:
                if options.data is not None:
                    raise
                dataset = None
                surroundings.console.remark(
                    f"Its images are not known ({error}): {short_name(target.path)} holds the "
                    "weights alone; name the images with --data to train it further."
                )
    with surroundings.interruption.held():
        written(target.path, partial(_write, run, dataset, target))
        surroundings.interruption.kept = f"the run is in {target.path}"
    layers = len(run.experiment.network.layers)
    surroundings.report(
        f"{counted(layers, 'layer')}, {counted(model.parameter_count, 'parameter')}: "
        f"{target.path}",
        partial(json_line, {"layers": layers, "parameters": model.parameter_count}),
    )


def _check(run: TrainedRun, dataset: Dataset) -> None:
    check_trainable(run.experiment, dataset.image_shape, len(dataset.class_names))


def _write(run: TrainedRun, dataset: Dataset | None, target: RunTarget) -> None:
    if dataset is None:
        save_run(run, Path(target.path))
        return
    session = session_of_weights(run, dataset)
    try:
        RunDocument.create(
            target.path,
            Recipe.for_run(run.experiment, dataset),
            capture(session),
            replace=target.may_replace,
        ).close()
    finally:
        session.end_threads()
