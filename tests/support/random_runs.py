"""Small random runs with everything in them that a run can have."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np

from core.augmentation.spec import AugmentationSpec
from core.datasets.dataset import Dataset, LabelledImages
from core.early_stopping_spec import EarlyStoppingSpec
from core.experiment import Experiment
from core.layers.batch_norm import BatchNormSpec
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.dropout import DropoutSpec
from core.layers.flatten import FlattenSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.optimizers.catalog import OPTIMIZERS
from core.schedules.constant import ConstantSpec
from core.schedules.cosine import CosineSpec
from core.schedules.exponential_decay import ExponentialDecaySpec
from core.schedules.reduce_on_plateau import ReduceOnPlateauSpec
from core.schedules.step_decay import StepDecaySpec
from core.training.build import session_for
from core.training.events import BatchFinished
from core.training.session_state import capture

RATES = {"sgd": 0.1, "momentum": 0.03, "nesterov": 0.03, "adagrad": 0.05}
SCHEDULES = (
    ConstantSpec(),
    CosineSpec(warm_up=2.0, warm_up_unit="steps"),
    ExponentialDecaySpec(0.7),
    StepDecaySpec(1, 0.6),
    ReduceOnPlateauSpec(0, 0.5, 0.3),
)
#: So many neighbouring seeds hold every optimiser with every schedule, however many there are.
PAIRS = len(OPTIMIZERS) * len(SCHEDULES)
#: Of them a quick test takes one in so many: no factor of the number of optimisers.
EVERY = 5
EPOCHS = 4


def optimizer_of(seed):
    """Return an optimiser's spec; neighbouring seeds have others."""
    kind = list(OPTIMIZERS)[seed % len(OPTIMIZERS)]
    return OPTIMIZERS[kind](RATES.get(kind, 0.01))


def schedule_of(seed):
    """Return a schedule's spec; each round of the optimisers meets them one further."""
    turn, place = divmod(seed, len(OPTIMIZERS))
    return SCHEDULES[(turn + place) % len(SCHEDULES)]


def small_dataset(seed, count=45):
    """Return noise with a trace of its label, so that there is something to learn."""
    rng = np.random.default_rng([seed, 45])
    labels = rng.integers(0, 3, count).astype(np.uint8)
    images = rng.integers(0, 160, (count, 6, 6, 1)).astype(np.uint8)
    for image, label in zip(images, labels, strict=True):
        image[2 * label : 2 * label + 2] += 60
    return Dataset("noise", LabelledImages(images, labels), None, ("a", "b", "c"))


def random_experiment(seed):
    """Return a recipe; neighbouring seeds have other optimisers and schedules."""
    rng = np.random.default_rng([seed, 7])
    return Experiment(
        _random_network(rng),
        optimizer_of(seed),
        schedule=schedule_of(seed),
        name=f"recipe {seed}",
        batch_size=None if rng.random() < 0.1 else int(rng.integers(5, 17)),
        epochs=EPOCHS,
        validation_share=0.2,
        validate_every=int(rng.integers(1, 5)) if rng.random() < 0.5 else None,
        seed=int(rng.integers(1000)),
        clip_norm=1.0 if rng.random() < 0.3 else None,
        label_smoothing=0.1 if rng.random() < 0.3 else 0.0,
        keep_best=bool(rng.random() < 0.5),
        early_stopping=EarlyStoppingSpec(2, "accuracy") if rng.random() < 0.4 else None,
        augmentation=(
            AugmentationSpec(shift=1.0, rotate=15.0, noise=0.1)
            if rng.random() < 0.4
            else AugmentationSpec()
        ),
    )


def _random_network(rng):
    layers = []
    if rng.random() < 0.6:
        layers.append(Conv2DSpec(3, l2=0.01 if rng.random() < 0.3 else 0.0))
        if rng.random() < 0.5:
            layers.append(BatchNormSpec())
        layers += [ReLUSpec(), MaxPool2DSpec()]
    layers.append(FlattenSpec())
    if rng.random() < 0.7:
        layers += [DenseSpec(7), ReLUSpec()]
        if rng.random() < 0.3:
            layers.append(BatchNormSpec())
    if rng.random() < 0.5:
        layers.append(DropoutSpec(0.3))
    return NetworkSpec((6, 6, 1), (*layers, DenseSpec(3), SoftmaxSpec()))


def take_steps(session, count):
    """Train on for at most `count` steps; return what was said."""
    events = []
    for _ in range(count):
        if session.finished is not None:
            break
        events.extend(session.run_step())
    return events


def begun(experiment, dataset, steps):
    """Return a session that has taken some steps, and what it said."""
    session = session_for(experiment, dataset)
    return session, take_steps(session, steps)


def without_times(events):
    """Return events without how long they took, in a form that NaN equals itself in."""
    return [
        repr(replace(event, seconds=0.0) if isinstance(event, BatchFinished) else event)
        for event in events
    ]


def fingerprint(session, events=()):
    """Return the SHA-256 of all a session is made of, and of what it said."""
    digest = hashlib.sha256()
    state = capture(session)
    for name, array in sorted(state.arrays.items()):
        digest.update(f"{name} {array.dtype} {array.shape}".encode())
        digest.update(array.tobytes())
    rest = replace(state, arrays={}, schedule=dict(state.schedule))
    digest.update(repr(rest).encode())
    digest.update(repr(session.progress._order.tolist()).encode())
    digest.update(repr(session.progress._rng.bit_generator.state).encode())
    digest.update("\n".join(without_times(events)).encode())
    return digest.hexdigest()
