"""Train a network without a window."""

from __future__ import annotations

from argparse import Namespace

from core.arrays import shape_text
from core.commands.budget_option import chosen_budget
from core.commands.console import Console
from core.commands.experiment_choice import chosen_experiment, limited_to
from core.commands.label_choice import with_chosen_labels
from core.commands.run_target import run_target
from core.commands.surroundings import Surroundings
from core.commands.training_course import CommandRun, train_and_report
from core.data_description import DataDescription
from core.data_import.checked import with_white
from core.datasets.data_problems import brightest_if_dark
from core.datasets.dataset import Dataset
from core.datasets.label_file import labels_apart
from core.datasets.loading import load_dataset
from core.experiment import Experiment
from core.number_words import counted
from core.presets import preset_for
from core.training.build import session_for
from core.training.fitting import fitted_to_data
from core.training.standardising import with_standardiser


def train(options: Namespace, surroundings: Surroundings) -> None:
    """Train as `options` say, keep the run if asked to, and report.

    Whatever cannot be done is raised as `CoreError`.
    """
    experiment = chosen_experiment(options)
    experiment = with_chosen_labels(experiment, options.labels, surroundings.console)
    budget = chosen_budget(options)
    target = None
    if options.out is not None:
        inputs = [source for source in (options.experiment, *_inputs(experiment)) if source]
        target = run_target(
            options.out, may_replace=options.overwrite, inputs=inputs, budget=budget
        )
    with surroundings.progress_bar() as bar:
        dataset = load_dataset(experiment.data, progress=bar.show)
        if options.experiment is None:
            if white := brightest_if_dark(dataset):
                experiment = _brightened(experiment, white, surroundings.console)
                dataset = load_dataset(experiment.data, progress=bar.show)
            if options.preset is None:
                experiment = _suited(options, experiment, dataset, surroundings.console)
            experiment = _fitted(dataset, experiment, surroundings.console)
        experiment = with_standardiser(experiment)
        bar.begin()
        train_and_report(
            lambda: _begun(experiment, dataset, options.iterations, surroundings.threads),
            target,
            surroundings,
            bar,
        )


def _inputs(experiment: Experiment) -> tuple[str, ...]:
    """Return the files that are learned from, which no run may replace."""
    data = labels_apart(DataDescription.of(experiment.data))
    return (data.source, *([] if data.labels is None else [data.labels.file]))


def _brightened(preset: Experiment, white: int, console: Console) -> Experiment:
    """Return a preset that takes the brightest pixel there is for white."""
    console.remark(
        f"No pixel is brighter than {white} of 255: {white} is taken for white, which the "
        "recipe says (“extra”: “white”)."
    )
    return preset.replace(data=with_white(white, DataDescription.of(preset.data)))


def _suited(
    options: Namespace, usual: Experiment, dataset: Dataset, console: Console
) -> Experiment:
    """Return the usual preset, or another one that suits the images better."""
    name = preset_for(dataset.image_shape, usual).name
    if name == usual.name:
        return usual
    console.remark(
        f"Images of {shape_text(dataset.image_shape)} are learned by the preset {name}; "
        "--preset names another, and --size makes them smaller: then they are learned faster."
    )
    chosen = chosen_experiment(Namespace(**{**vars(options), "preset": name}))
    return chosen.replace(data=usual.data)


def _fitted(dataset: Dataset, preset: Experiment, console: Console) -> Experiment:
    """Return a preset whose network takes the data; one from a file stays as it was written."""
    shape, classes = dataset.image_shape, len(dataset.class_names)
    network = fitted_to_data(preset.network, shape, classes)
    if network != preset.network:
        console.remark(
            f"The network is fitted to images of {shape_text(shape)} and "
            f"{counted(classes, 'class')}."
        )
    return preset.replace(network=network)


def _begun(
    experiment: Experiment, dataset: Dataset, iterations: int | None, threads: int | None
) -> CommandRun:
    """Return a new run at step 0."""
    if iterations is not None:
        experiment = limited_to(iterations, experiment, len(dataset.train))
    session = session_for(experiment, dataset, threads=threads)
    return CommandRun(experiment, dataset, session, at_most=iterations)
