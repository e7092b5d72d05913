"""From the options of a command line to the experiment they describe."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from typing import Any

from core.data_description import DataDescription, with_source
from core.datasets.data_source import absolute_source
from core.datasets.split import split_rows
from core.experiment import Experiment
from core.fields import WholeNumber, accepted
from core.formats.experiment_file import load_experiment
from core.presets import PRESETS, SEED_CNN

FULL_BATCH = "full"
_ITERATIONS = WholeNumber("Iterations", "Optimiser steps.", 1, 1_000_000_000)


def chosen_experiment(options: Namespace) -> Experiment:
    """Return the preset or file with the options' changes.

    Raises
    ------
    LoadError, SpecError
        If the file cannot be read, or a number (the iterations too) is out of its range.
    """
    if options.iterations is not None:
        accepted("train", "iterations", _ITERATIONS, options.iterations)
    if options.experiment is not None:
        experiment = load_experiment(options.experiment)
    else:
        experiment = PRESETS[options.preset or SEED_CNN.name]
    changes: dict[str, Any] = {
        name: value
        for name in ("epochs", "seed")
        if (value := getattr(options, name)) is not None
    }
    if options.data is not None:
        changes["data"] = with_source(experiment.data, absolute_source(options.data))
    if options.size is not None:
        data = DataDescription.of(changes.get("data", experiment.data))
        changes["data"] = replace(data, size=options.size)
    if options.batch_size is not None:
        changes["batch_size"] = None if options.batch_size == FULL_BATCH else options.batch_size
    if options.learning_rate is not None:
        changes["optimizer"] = replace(
            experiment.optimizer, learning_rate=options.learning_rate
        )
    return experiment.replace(**changes)


def limited_to(iterations: int, experiment: Experiment, image_count: int) -> Experiment:
    """Return `experiment` with just enough epochs for so many optimiser steps.

    Raises
    ------
    SpecError
        If that would be too many epochs.
    """
    train_rows, _ = split_rows(image_count, experiment.validation_share, experiment.seed)
    batch_size = experiment.batch_size or max(len(train_rows), 1)
    steps_per_epoch = max(-(-len(train_rows) // batch_size), 1)
    return experiment.replace(epochs=-(-iterations // steps_per_epoch))
