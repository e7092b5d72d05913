"""From an experiment and its data to a session that can run."""

from __future__ import annotations

import math

from core.arrays import Shape
from core.datasets.dataset import Dataset
from core.datasets.split import split_rows
from core.errors import SpecError
from core.experiment import LOSSES, Experiment
from core.layer_specs import SoftmaxSpec
from core.network_spec import build_network
from core.random_streams import random_stream
from core.training.objective import Objective
from core.training.session import TrainingPlan, TrainingSession


def check_trainable(experiment: Experiment, image_shape: Shape, class_count: int) -> None:
    """Raise unless the experiment's network can be trained on such images.

    Parameters
    ----------
    experiment : Experiment
    image_shape : tuple (H, W, C)
    class_count : int

    Raises
    ------
    SpecError
        The text says what does not fit and is fit to show.
    """
    network = experiment.network
    if not network.layers:
        raise SpecError("The network has no layer yet: add one.")
    outlines = network.outline()
    if math.prod(network.input_shape) != math.prod(image_shape):
        raise SpecError(
            f"The network expects inputs of {'×'.join(map(str, network.input_shape))}, "
            f"but the images are {'×'.join(map(str, image_shape))}."
        )
    if not isinstance(network.layers[-1], SoftmaxSpec):
        raise SpecError("Cross-entropy needs probabilities: make Softmax the last layer.")
    if outlines[-1].output_shape != (class_count,):
        raise SpecError(
            f"The last layer gives {outlines[-1].output_shape[0]} numbers, but the data has "
            f"{class_count} classes: give the last Dense layer {class_count} units."
        )
    if not any(outline.parameter_count for outline in outlines):
        raise SpecError("The network has no weights to train: add a Dense or Conv2D layer.")


def session_for(experiment: Experiment, dataset: Dataset) -> TrainingSession:
    """Return a session at step 0, its weights drawn from the experiment's seed.

    Raises
    ------
    SpecError
        If the network does not fit, or the batch is larger than the training data.
    """
    check_trainable(experiment, dataset.image_shape, len(dataset.class_names))
    train_rows, validation_rows = split_rows(
        len(dataset.train), experiment.validation_share, experiment.seed
    )
    batch_size = experiment.batch_size or len(train_rows)
    if batch_size > len(train_rows):
        raise SpecError(
            f"The batch size is {batch_size:,}, but there are only {len(train_rows):,} "
            "training images: choose a smaller batch, or the full batch."
        )
    network = build_network(experiment.network, rng=random_stream(experiment.seed, "init"))
    return TrainingSession(
        Objective(network, LOSSES[experiment.loss]()),
        experiment.optimizer.build(network.named_parameters()),
        dataset.train,
        train_rows,
        validation_rows,
        experiment.network.input_shape,
        TrainingPlan(experiment.epochs, batch_size, experiment.validate_every),
        rng=random_stream(experiment.seed, "shuffle"),
    )
