"""Random runs whose every step is noted, for tests of the accounts of weights."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

import numpy as np

from core.augmentation.spec import AugmentationSpec
from core.datasets.dataset import Dataset, LabelledImages
from core.errors import SpecError
from core.experiment import Experiment
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.network_spec import NetworkSpec
from core.optimizers.catalog import OPTIMIZERS
from core.schedules.constant import ConstantSpec
from core.training.build import session_for
from core.training.events import BatchFinished
from core.training.session import TrainingSession
from core.training.session_state import capture
from core.training.snapshot import take_snapshot
from tests.support.ledger_architectures import random_case
from tests.support.random_runs import RATES, SCHEDULES

IMAGES = 24
STEPS = 6


@dataclass
class NotedRun:
    """A run of a few steps.

    Attributes
    ----------
    experiment, dataset, session
    states : list
        ``capture`` before each step.
    snapshots : list of Snapshot
        After each step, with its record; the first is step 0.
    rates : list of float
        As in the events.
    """

    experiment: Experiment
    dataset: Dataset
    session: TrainingSession
    states: list
    snapshots: list
    rates: list


def noted_run(seed, *, steps=STEPS):
    """Return a run: 35 neighbouring seeds hold every optimiser with every schedule."""
    for salt in itertools.count():
        experiment, dataset = _random_experiment(seed, salt)
        try:
            session = session_for(experiment, dataset, threads=1)
        except SpecError:
            continue
        break
    run = NotedRun(experiment, dataset, session, [], [], [])
    run.snapshots.append(take_snapshot(session.network, step=0, epoch=0))
    while session.step < steps and session.finished is None:
        run.states.append(capture(session))
        session.notebook.want_next()
        for event in session.run_step():
            if isinstance(event, BatchFinished):
                run.rates.append(event.learning_rate)
                run.snapshots.append(
                    take_snapshot(
                        session.network,
                        step=session.step,
                        epoch=session.epoch,
                        record=session.notebook.record,
                    )
                )
    return run


def _random_experiment(seed, salt):
    rng = np.random.default_rng([seed, salt, 11])
    case = random_case(seed + 1000 * salt)
    spec = NetworkSpec(case.spec.input_shape, _with_decay(case.spec.layers, rng))
    kind = list(OPTIMIZERS)[seed % len(OPTIMIZERS)]
    shape = spec.input_shape if len(spec.input_shape) == 3 else (1, *spec.input_shape, 1)
    classes = case.books.outlines[-1].output_shape[0]
    images = rng.integers(0, 256, (IMAGES, *shape)).astype(np.uint8)
    images[rng.random(images.shape) < 0.3] = 0  # paper
    labels = rng.integers(0, classes, IMAGES).astype(np.uint8)
    dataset = Dataset(
        "noise", LabelledImages(images, labels), None, tuple(map(str, range(classes)))
    )
    experiment = Experiment(
        spec,
        OPTIMIZERS[kind](RATES.get(kind, 0.01)),
        loss=case.books.loss.KIND,
        label_smoothing=getattr(case.books.loss, "label_smoothing", 0.0),
        batch_size=int(rng.integers(4, 10)),
        validation_share=0.2,
        seed=int(rng.integers(1000)),
        epochs=3,
        schedule=SCHEDULES[seed % len(SCHEDULES)] or ConstantSpec(),
        clip_norm=float(rng.choice([0.05, 0.3, 50.0])) if rng.random() < 0.6 else None,
        augmentation=(
            AugmentationSpec(shift=1.0, noise=0.1)
            if rng.random() < 0.25
            else AugmentationSpec()
        ),
    )
    return experiment, dataset


def _with_decay(layers, rng):
    return tuple(
        replace(layer, l2=0.2)
        if isinstance(layer, Conv2DSpec | DenseSpec) and rng.random() < 0.5
        else layer
        for layer in layers
    )
