"""Ready-made experiments."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.arrays import Shape
from core.augmentation.spec import AugmentationSpec
from core.experiment import Experiment
from core.layers.batch_norm import BatchNormSpec
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.dropout import DropoutSpec
from core.layers.flatten import FlattenSpec
from core.layers.global_average_pool2d import GlobalAveragePool2DSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.optimizers.adam_w import AdamWSpec
from core.optimizers.sgd import SGDSpec
from core.schedules.cosine import CosineSpec

DIGIT_SHAPE = (28, 28, 1)
#: Images of so many pixels are photographs, unless a side is too short to be halved four times.
_PHOTO_PIXELS, _SHORTEST_SIDE = 48 * 48, 16

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

#: For photographs of any size: the mean of every last map is all that the classes need, so
#: there are as few weights as for digits.  A few hundred images are enough to learn from.
PHOTOS = Experiment(
    name="photos",
    network=NetworkSpec(
        DIGIT_SHAPE,
        (
            *(
                layer
                for filters in (16, 32, 64, 64)
                for layer in (
                    Conv2DSpec(filters, padding="same"),
                    MaxPool2DSpec(),
                    BatchNormSpec(),
                    ReLUSpec(),
                )
            ),
            GlobalAveragePool2DSpec(),
            DenseSpec(10, initializer="glorot_uniform"),
            SoftmaxSpec(),
        ),
    ),
    optimizer=AdamWSpec(0.003),
    batch_size=16,
    epochs=30,
    validation_share=0.15,
    schedule=CosineSpec(warm_up=1.0),
)

#: Presets by name, in the order a menu shows them.
PRESETS: Mapping[str, Experiment] = MappingProxyType(
    {preset.name: preset for preset in (SEED_CNN, SEED_MLP, LENET_5, MNIST_BEST, PHOTOS)}
)


def preset_for(image_shape: Shape, preset: Experiment) -> Experiment:
    """Return what to begin with for such images: `preset`, or for photographs `PHOTOS`.

    A network that has a weight for every place of an image, as most presets do, has too many
    of them for photographs, and their sums are so large that it learns nothing.

    Parameters
    ----------
    image_shape : tuple (H, W, C)
    preset : Experiment
        Its data stays.
    """
    height, width = image_shape[:2]
    is_photo = height * width >= _PHOTO_PIXELS and min(height, width) >= _SHORTEST_SIDE
    if not is_photo or preset.name == PHOTOS.name:
        return preset
    return PHOTOS.replace(data=preset.data)
