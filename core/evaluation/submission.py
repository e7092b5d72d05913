"""What a run takes Kaggle's images for."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from core.arrays import IntArray, Shape, shape_text
from core.data_description import DataDescription, with_source
from core.datasets.loading import load_images
from core.datasets.loading_watch import IsCancelled, Progress
from core.documents.stored_run import Values
from core.errors import LoadError
from core.experiment import Experiment
from core.inspection.predictions import predict_labels
from core.network import Network
from core.network_spec import build_network
from core.random_streams import random_stream
from core.training.snapshot import load_values


def predicted_labels(
    experiment: Experiment,
    values: Values,
    source: Path | str,
    *,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> IntArray:
    """Return the label of every image of a Kaggle ``test.csv`` or an IDX file.

    Parameters
    ----------
    experiment : Experiment
        Of the run.
    values : mapping of str to ndarray
        What it has learned, by path.
    source : path
    progress, cancelled : callable, optional

    Raises
    ------
    LoadError
        If the images cannot be read, or the network was not made for their size.
    Cancelled
        If `cancelled` says so.
    """
    images = load_images(
        with_source(experiment.data, str(source)), progress=progress, cancelled=cancelled
    )
    network = trained_network(experiment, values, images.shape[1:])
    rows = np.arange(len(images))
    with np.errstate(all="ignore"):  # a diverged network has an opinion too
        classes = predict_labels(network, images, rows, experiment.network.input_shape)
    return classes + (DataDescription.of(experiment.data).extra.first_label or 0)


def trained_network(experiment: Experiment, values: Values, image_shape: Shape) -> Network:
    """Return the network of `experiment` with its learned weights.

    Raises
    ------
    LoadError
        If it was not made for images of this size.
    """
    spec = experiment.network
    if math.prod(spec.input_shape) != math.prod(image_shape):
        raise LoadError(
            f"the network of the run expects inputs of {shape_text(spec.input_shape)}, "
            f"but the images are {shape_text(image_shape)}"
        )
    network = build_network(spec, rng=random_stream(experiment.seed, "init"))
    load_values(network, values)
    return network


def submission(labels: IntArray) -> bytes:
    """Return Kaggle's format: a header, then one line per image, counted from 1."""
    rows = (f"{index},{label}\n" for index, label in enumerate(labels, start=1))
    return f"ImageId,Label\n{''.join(rows)}".encode()
