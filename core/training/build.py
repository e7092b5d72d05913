"""From an experiment and its data to a session that can run."""

from __future__ import annotations

import math

from core.arrays import Shape, shape_text
from core.augmentation.augmenter import Augmenter
from core.datasets.dataset import Dataset
from core.datasets.split import split_rows
from core.errors import SpecError
from core.experiment import Experiment
from core.layers.catalog import LAYER_KINDS
from core.losses.catalog import LOSSES
from core.network_spec import build_network
from core.number_words import are, counted
from core.random_streams import random_stream
from core.training.early_stopping import EarlyStopping
from core.training.gradient_step import GradientStep
from core.training.memory_estimate import check_memory
from core.training.objective import Objective
from core.training.plan import TrainingPlan
from core.training.session import TrainingSession
from core.training.standardising import check_standardiser, standardise


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
    check_standardiser(experiment)
    outlines = network.outline()
    if math.prod(network.input_shape) != math.prod(image_shape):
        raise SpecError(
            f"The network expects inputs of {shape_text(network.input_shape)}, "
            f"but the images are {shape_text(image_shape)}."
        )
    loss = LOSSES[experiment.loss]
    if loss.LAST_LAYERS and network.layers[-1].KIND not in loss.LAST_LAYERS:
        wanted = " or ".join(LAYER_KINDS[kind].TITLE for kind in loss.LAST_LAYERS)
        raise SpecError(f"{loss.TITLE} needs probabilities: make {wanted} the last layer.")
    if outlines[-1].output_shape != (class_count,):
        raise SpecError(
            f"The last layer gives {counted(outlines[-1].output_shape[0], 'number')}, but the "
            f"data has {counted(class_count, 'class')}: give the last Dense layer "
            f"{counted(class_count, 'unit')}."
        )
    if not any(outline.parameter_count for outline in outlines):
        raise SpecError("The network has no weights to train: add a Dense or Conv2D layer.")
    if all(outline.spec.is_frozen for outline in outlines if outline.parameter_count):
        raise SpecError(
            "Every layer with weights is frozen, so nothing is left to train: untick Frozen in "
            "at least one of them."
        )


def session_for(
    experiment: Experiment, dataset: Dataset, *, threads: int | None = None
) -> TrainingSession:
    """Return a session at step 0, its weights drawn from the experiment's seed.

    Parameters
    ----------
    experiment : Experiment
    dataset : Dataset
    threads : int, optional
        How many may compute at once; by default as many as processors are free.

    Raises
    ------
    SpecError
        If the network does not fit, the batch is larger than the training data, a label is
        of no class, something listens to validation and there is none, or the run would take
        more memory than the machine can spare.
    """
    check_trainable(experiment, dataset.image_shape, len(dataset.class_names))
    _check_labels(dataset)
    train_rows, validation_rows = split_rows(
        len(dataset.train), experiment.validation_share, experiment.seed
    )
    batch_size = experiment.batch_size or len(train_rows)
    _check_split(experiment, batch_size, len(train_rows), len(validation_rows))
    check_memory(experiment, len(dataset.train))
    network = build_network(experiment.network, rng=random_stream(experiment.seed, "init"))
    standardise(experiment, network, dataset.train.images, train_rows)
    stopping = experiment.early_stopping
    return TrainingSession(
        GradientStep(
            Objective(network, experiment.make_loss()),
            dataset.train,
            experiment.network.input_shape,
            Augmenter.if_any(experiment.augmentation, dataset.image_shape, experiment.seed),
            threads=threads,
        ),
        experiment.optimizer.build(network.trained_parameters()),
        train_rows,
        validation_rows,
        TrainingPlan(
            experiment.epochs,
            batch_size,
            experiment.validate_every,
            clip_norm=experiment.clip_norm,
            keep_best=experiment.keep_best,
        ),
        rng=random_stream(experiment.seed, "shuffle"),
        schedule=experiment.schedule.build(),
        early_stopping=EarlyStopping(stopping) if stopping is not None else None,
    )


def validation_listener(experiment: Experiment) -> str:
    """Return what of the experiment cannot do without validation, or nothing."""
    if experiment.early_stopping is not None:
        return "Early stopping"
    if experiment.keep_best:
        return "Keeping the best"
    if experiment.schedule.NEEDS_VALIDATION:
        return f"The schedule “{experiment.schedule.TITLE}”"
    return ""


def _check_split(
    experiment: Experiment, batch_size: int, train_count: int, validation_count: int
) -> None:
    if batch_size > train_count:
        raise SpecError(
            f"The batch size is {batch_size:,}, but there {are(train_count)} only "
            f"{counted(train_count, 'training image')}: choose a smaller batch, or the full "
            "batch."
        )
    if not validation_count and (listener := validation_listener(experiment)):
        raise SpecError(
            f"{listener} needs images held back for validation: set Validation above 0 %."
        )


def _check_labels(dataset: Dataset) -> None:
    images, labels, classes = dataset.train.images, dataset.train.labels, dataset.class_names
    if len(images) != len(labels):
        raise SpecError(
            f"The data has {counted(len(images), 'training image')}, but "
            f"{counted(len(labels), 'label')}."
        )
    if len(labels) and int(labels.max()) >= len(classes):
        first = int((labels >= len(classes)).argmax())
        raise SpecError(
            f"Labels must be from 0 to {len(classes) - 1}, but training image {first:,} "
            f"has label {labels[first]}."
        )
