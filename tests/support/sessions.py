"""Sessions of a small network."""

import hashlib

import numpy as np

from core.datasets.dataset import Dataset, LabelledImages
from core.experiment import Experiment
from core.layers.batch_norm import BatchNormSpec
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.optimizers.sgd import SGDSpec
from core.training.build import session_for
from core.training.snapshot import named_arrays

LAYERS = (
    Conv2DSpec(4),
    BatchNormSpec(),
    ReLUSpec(),
    FlattenSpec(),
    DenseSpec(2),
    SoftmaxSpec(),
)


def make_dataset(count=50):
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 2, count).astype(np.uint8)
    images = rng.integers(0, 60, (count, 6, 6, 1)).astype(np.uint8)
    for image, label in zip(images, labels, strict=True):
        image[3 * label : 3 * label + 3] += 180
    return Dataset("two", LabelledImages(images, labels), None, ("top", "bottom"))


def make_session(**changes):
    experiment = Experiment(
        NetworkSpec((6, 6, 1), LAYERS),
        SGDSpec(0.05),
        batch_size=8,
        epochs=3,
        validation_share=0.2,
    )
    return session_for(experiment.replace(**changes), make_dataset())


def of_kind(events, kind):
    return [event for event in events if isinstance(event, kind)]


def fingerprint(session):
    digest = hashlib.sha256()
    for path, array in named_arrays(session.network):
        digest.update(path.encode() + array.tobytes())
    return digest.hexdigest()


def pretend_validations(monkeypatch, session, judgements):
    """Let the validations of a session give these losses and accuracies, one after another."""
    given = iter(judgements)
    monkeypatch.setattr(session, "evaluate", lambda data, rows, should_stop=None: next(given))
