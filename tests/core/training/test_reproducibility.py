"""The same experiment gives the same weights, bit for bit, however it is computed."""

import hashlib
import subprocess
import sys
from functools import cache
from unittest import mock

import numpy as np
import pytest

from core.augmentation.spec import AugmentationSpec
from core.datasets.dataset import Dataset, LabelledImages
from core.layers.batch_norm import BatchNormSpec
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.dropout import DropoutSpec
from core.layers.flatten import FlattenSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.optimizers.sgd import SGDSpec
from core.presets import PRESETS
from core.training.build import session_for
from core.training.events import BatchFinished
from core.training.shard_plan import plan_shards
from core.training.snapshot import named_arrays

#: By name: (network, batch size), both of several shards.
CASES = {
    "dense": (PRESETS["seed-mlp"].network, 1100),
    "conv": (
        NetworkSpec(
            (28, 28, 1),
            (
                Conv2DSpec(6, (5, 5), padding="same"),
                ReLUSpec(),
                MaxPool2DSpec(),
                Conv2DSpec(8, (5, 5), (2, 2)),
                ReLUSpec(),
                FlattenSpec(),
                DenseSpec(10),
                SoftmaxSpec(),
            ),
        ),
        80,
    ),
    "norm, dropout, augmentation": (
        NetworkSpec(
            (28, 28, 1),
            (
                Conv2DSpec(3),
                MaxPool2DSpec(),
                BatchNormSpec(),
                ReLUSpec(),
                DropoutSpec(0.2),
                FlattenSpec(),
                DenseSpec(12),
                BatchNormSpec(),
                DropoutSpec(0.3),
                DenseSpec(10),
                SoftmaxSpec(),
            ),
        ),
        130,
    ),
}
AUGMENTED = "norm, dropout, augmentation"
CHANGES = AugmentationSpec(shift=2, rotate=12, scale=0.1, elastic=0.5, noise=0.05)
FEW, MANY = 12, 200


@cache
def weights_after_training(name, threads, steps):
    """Return the SHA-256 of all weights and states after some steps."""
    network, batch_size = CASES[name]
    rng = np.random.default_rng(5)
    images = rng.integers(0, 256, (1500, 28, 28, 1)).astype(np.uint8)
    images[:, :8] = 0
    labels = rng.integers(0, 10, 1500).astype(np.uint8)
    data = Dataset("noise", LabelledImages(images, labels), None, tuple("0123456789"))
    experiment = PRESETS["seed-cnn"].replace(
        network=network, optimizer=SGDSpec(0.02), batch_size=batch_size, epochs=steps, seed=11
    )
    if name == AUGMENTED:
        experiment = experiment.replace(augmentation=CHANGES)
    with mock.patch("core.training.shard_plan.THREADED_SHARD", 0):  # threads even if they lose
        session = session_for(experiment, data, threads=threads)
        assert plan_shards(session.network, (28, 28, 1), threads).threads == threads
    for event in session.run():
        if isinstance(event, BatchFinished) and event.step == steps:
            break
    digest = hashlib.sha256()
    for _, array in named_arrays(session.network):
        assert np.isfinite(array).all()
        digest.update(array.tobytes())
    return digest.hexdigest()


@pytest.mark.parametrize("steps", [FEW, pytest.param(MANY, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", CASES)
def test_that_training_gives_the_same_bits_on_one_two_and_four_threads(name, steps):
    one = weights_after_training(name, 1, steps)
    assert weights_after_training(name, 2, steps) == one
    assert weights_after_training(name, 4, steps) == one


@pytest.mark.slow
def test_that_another_process_comes_to_the_same_bits():
    answer = subprocess.run(
        [sys.executable, "-c", _IN_ANOTHER_PROCESS, __file__],
        capture_output=True,
        text=True,
        timeout=100,
        check=True,
    )
    assert answer.stdout.strip() == weights_after_training("conv", 2, MANY)


_IN_ANOTHER_PROCESS = """
import os, runpy, sys
for library in ("OPENBLAS", "MKL", "OMP"):
    os.environ[f"{library}_NUM_THREADS"] = "1"
sys.path.insert(0, ".")
this = runpy.run_path(sys.argv[1])
print(this["weights_after_training"]("conv", 1, this["MANY"]))
"""
