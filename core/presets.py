"""Ready-made experiments."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.augmentation.spec import AugmentationSpec
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
from core.optimizers.adam_w import AdamWSpec
from core.optimizers.sgd import SGDSpec
from core.schedules.cosine import CosineSpec

DIGIT_SHAPE = (28, 28, 1)

SEED_MLP = Experiment(
    name="seed-mlp",
    network=NetworkSpec(
        DIGIT_SHAPE,
        (
            FlattenSpec(),
            DenseSpec(128),
            ReLUSpec(),
            DenseSpec(10, initializer="glorot_uniform"),
            SoftmaxSpec(),
        ),
    ),
    optimizer=SGDSpec(0.3),
    batch_size=None,
    epochs=1000,
    validate_every=10,
)

SEED_CNN = Experiment(
    name="seed-cnn",
    network=NetworkSpec(
        DIGIT_SHAPE,
        (
            Conv2DSpec(8),
            ReLUSpec(),
            MaxPool2DSpec(),
            FlattenSpec(),
            DenseSpec(10, initializer="glorot_uniform"),
            SoftmaxSpec(),
        ),
    ),
    optimizer=SGDSpec(0.1),
    batch_size=32,
    epochs=3,
    validate_every=200,
)

LENET_5 = Experiment(
    name="lenet-5",
    network=NetworkSpec(
        DIGIT_SHAPE,
        (
            Conv2DSpec(6, kernel_size=(5, 5), padding="same"),
            ReLUSpec(),
            MaxPool2DSpec(),
            Conv2DSpec(16, kernel_size=(5, 5)),
            ReLUSpec(),
            MaxPool2DSpec(),
            FlattenSpec(),
            DenseSpec(120),
            ReLUSpec(),
            DenseSpec(84),
            ReLUSpec(),
            DenseSpec(10, initializer="glorot_uniform"),
            SoftmaxSpec(),
        ),
    ),
    optimizer=SGDSpec(0.1),
    batch_size=64,
    epochs=10,
    validate_every=200,
)

#: Normalising after the pooling works on a quarter of the numbers.
MNIST_BEST = Experiment(
    name="mnist-best",
    network=NetworkSpec(
        DIGIT_SHAPE,
        (
            Conv2DSpec(24, kernel_size=(5, 5)),
            MaxPool2DSpec(),
            BatchNormSpec(),
            ReLUSpec(),
            Conv2DSpec(64, padding="same"),
            MaxPool2DSpec(),
            BatchNormSpec(),
            ReLUSpec(),
            Conv2DSpec(128),
            BatchNormSpec(),
            ReLUSpec(),
            FlattenSpec(),
            DropoutSpec(0.3),
            DenseSpec(10),
            SoftmaxSpec(),
        ),
    ),
    optimizer=AdamWSpec(0.002),
    label_smoothing=0.1,
    batch_size=64,
    epochs=14,
    validation_share=0.02,
    schedule=CosineSpec(warm_up=1.0),
    augmentation=AugmentationSpec(shift=1.0, rotate=10.0, scale=0.1, elastic=0.5),
)

#: Presets by name, in the order a menu shows them.
PRESETS: Mapping[str, Experiment] = MappingProxyType(
    {preset.name: preset for preset in (SEED_CNN, SEED_MLP, LENET_5, MNIST_BEST)}
)
