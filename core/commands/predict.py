"""Write a run's predictions as a Kaggle submission."""

from __future__ import annotations

import math
import time
from argparse import Namespace
from functools import partial
from pathlib import Path

import numpy as np

from core.arrays import IntArray, Shape, shape_text
from core.commands.output_file import written
from core.commands.progress_bar import ProgressBar
from core.commands.report import Report
from core.datasets.loading import load_images
from core.errors import LoadError
from core.formats.atomic_write import write_atomically
from core.formats.output_target import check_output
from core.formats.run_file import TrainedRun, load_run
from core.inspection.predictions import predict_labels
from core.network import Network
from core.network_spec import build_network
from core.random_streams import random_stream
from core.training.snapshot import load_values


def predict(options: Namespace) -> int:
    """Write ``ImageId,Label`` for every image of a CSV or an IDX file.

    Returns
    -------
    int
        Exit code 0; everything else is raised as `CoreError`.
    """
    source, output = Path(options.input), Path(options.output)
    check_output(output, inputs=(source, options.run))
    run = load_run(options.run)
    with ProgressBar() as bar:
        images = load_images(str(source), progress=bar.show)
    network = trained_network(run, images.shape[1:])
    began = time.perf_counter()
    labels = predict_labels(
        network, images, np.arange(len(images)), run.experiment.network.input_shape
    )
    report = Report(steps=run.step, seconds=time.perf_counter() - began)
    written(output, partial(write_atomically, output, submission(labels)))
    print(f"{len(labels):,} predictions are in {output}")
    if options.json:
        print(report.to_json())
    return 0


def trained_network(run: TrainedRun, image_shape: Shape) -> Network:
    """Return the network of `run` with its learned weights.

    Raises
    ------
    LoadError
        If it was not made for images of this size.
    """
    spec = run.experiment.network
    if math.prod(spec.input_shape) != math.prod(image_shape):
        raise LoadError(
            f"the network of the run expects inputs of {shape_text(spec.input_shape)}, "
            f"but the images are {shape_text(image_shape)}"
        )
    network = build_network(spec, rng=random_stream(run.experiment.seed, "init"))
    load_values(network, run.values)
    return network


def submission(labels: IntArray) -> bytes:
    """Return Kaggle's format: a header, then one line per image, counted from 1."""
    rows = (f"{index},{label}\n" for index, label in enumerate(labels, start=1))
    return f"ImageId,Label\n{''.join(rows)}".encode()
