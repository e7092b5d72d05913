"""What is trained: networks, batches and data that every peer gets alike."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.augmentation.spec import AugmentationSpec
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.mnist import load_mnist
from core.experiment import Experiment
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.layers.spec import LayerSpec
from core.network_spec import NetworkSpec
from core.presets import DIGIT_SHAPE, PRESETS

FULL_BATCH = 42_000
LEARNING_RATE = 0.05


@dataclass(frozen=True)
class Task:
    """One network at one batch size; enough text to name it to another process.

    Attributes
    ----------
    network : str
        A preset, ``"conv32-conv64"``, ``"cnn-FILTERS"`` or ``"mlp-UNITS"``.
    batch : int
        Images per step; `FULL_BATCH` trains on just so many.
    augment : bool
        Turn each image by up to 12 degrees and shift it by up to 2 pixels.
    threads : int or None
        How many Glassbox may use; None leaves it to Glassbox.
    """

    network: str
    batch: int
    augment: bool = False
    threads: int | None = None

    @property
    def title(self) -> str:
        """How the printed tables call it."""
        batch = "full batch" if self.batch == FULL_BATCH else f"batch {self.batch}"
        return f"{self.network}, {batch}{', augmented' if self.augment else ''}"


def network_of(task: Task) -> NetworkSpec:
    """Return the network a task trains."""
    name, _, size = task.network.rpartition("-")
    if task.network in PRESETS:
        return PRESETS[task.network].network
    if task.network == "conv32-conv64":
        maps = (*_block(32), *_block(64))
        return _ending_in(*maps, FlattenSpec(), DenseSpec(128), ReLUSpec())
    if name == "cnn":
        return _ending_in(*_block(int(size)), FlattenSpec())
    if name == "mlp":
        return _ending_in(FlattenSpec(), DenseSpec(int(size)), ReLUSpec())
    raise ValueError(f"unknown network {task.network!r}")


def experiment_of(task: Task) -> Experiment:
    """Return a task as an experiment without validation that never ends."""
    experiment = PRESETS["seed-cnn"].replace(
        name=task.network,
        network=network_of(task),
        batch_size=task.batch,
        validation_share=0.0,
        validate_every=None,
        epochs=1_000_000,
    )
    if task.augment:
        experiment = experiment.replace(augmentation=AugmentationSpec(rotate=12, shift=2))
    return experiment.replace(
        optimizer=replace(experiment.optimizer, learning_rate=LEARNING_RATE)
    )


def data_of(task: Task) -> Dataset:
    """Return the digits a task trains on."""
    digits = load_mnist()
    if task.batch != FULL_BATCH:
        return digits
    train = LabelledImages(digits.train.images[:FULL_BATCH], digits.train.labels[:FULL_BATCH])
    return Dataset(digits.name, train, None, digits.class_names)


def _block(filters: int) -> tuple[LayerSpec, ...]:
    return Conv2DSpec(filters), ReLUSpec(), MaxPool2DSpec()


def _ending_in(*layers: LayerSpec) -> NetworkSpec:
    last = DenseSpec(10, initializer="glorot_uniform")
    return NetworkSpec(DIGIT_SHAPE, (*layers, last, SoftmaxSpec()))
