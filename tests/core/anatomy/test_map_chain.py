"""Which layers share channels, put out maps, or hold weights that are images."""

import numpy as np

from core.anatomy.linked_unit import linked_place
from core.anatomy.map_chain import channel_source, pooling_of
from core.inspection.filter_bank import filter_banks
from core.inspection.magnitude import largest_magnitude, largest_magnitude_by_channel
from core.inspection.map_stages import map_stages
from core.layers.average_pool2d import AveragePool2DSpec
from core.layers.batch_norm import BatchNormSpec
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.dropout import DropoutSpec
from core.layers.global_average_pool2d import GlobalAveragePool2DSpec
from core.layers.leaky_relu import LeakyReLUSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.sigmoid import SigmoidSpec
from core.network_spec import NetworkSpec
from core.presets import LENET_5, SEED_CNN, SEED_MLP

CNN = SEED_CNN.network.outline()  # conv relu pool flatten dense softmax
MLP = SEED_MLP.network.outline()
LENET = LENET_5.network.outline()  # conv relu pool conv relu pool flatten …


def test_that_relu_and_pooling_speak_of_the_convolutions_channels():
    assert [channel_source(CNN, layer) for layer in (-1, 0, 1, 2, 3, 4)] == [-1, 0, 0, 0, 3, 4]
    assert [channel_source(LENET, layer) for layer in (3, 4, 5)] == [3, 3, 3]


MODERN = NetworkSpec(
    (8, 8, 1),
    (Conv2DSpec(2), BatchNormSpec(), LeakyReLUSpec(), DropoutSpec(), MaxPool2DSpec(),
     AveragePool2DSpec(), GlobalAveragePool2DSpec(), DenseSpec(3), SigmoidSpec()),
).outline()  # fmt: skip


def test_that_layers_that_change_numbers_one_by_one_keep_channels_and_pixels():
    assert [channel_source(MODERN, layer) for layer in range(9)] == [0, 0, 0, 0, 0, 0, 6, 7, 7]
    assert [pooling_of(MODERN, layer) for layer in (0, 1, 2, 3, 4, 5)] == [4, 4, 4, 4, 4, None]
    assert linked_place(MODERN, 0, (1, 4, 5), 3) == (1, 4, 5)
    assert linked_place(MODERN, 0, (1, 4, 5), 5) == (1, None, None)
    assert linked_place(MODERN, 7, (2, None, None), 8) == (2, None, None)


def test_that_a_map_belongs_to_the_pooling_that_reads_it():
    assert [pooling_of(CNN, layer) for layer in range(-1, 6)] == [
        None,
        2,
        2,
        2,
        None,
        None,
        None,
    ]
    assert [pooling_of(LENET, layer) for layer in range(6)] == [2, 2, 2, 5, 5, 5]


def test_that_a_relu_is_shown_with_the_layer_before_it():
    assert [(s.layer.position, s.relu) for s in map_stages(CNN)] == [(0, 1), (2, None)]
    assert [s.positions for s in map_stages(LENET)] == [(0, 1), (2,), (3, 4), (5,)]
    assert map_stages(MLP) == ()


def test_that_weights_are_images_where_they_meet_an_image():
    assert [(b.layer.position, b.shape) for b in filter_banks(CNN)] == [
        (0, (3, 3, 1, 8)),
        (4, (13, 13, 8, 10)),
    ]
    (bank,) = filter_banks(MLP)
    assert (bank.path, bank.shape) == ("1.dense.weight", (28, 28, 1, 128))


def test_that_folding_puts_the_weight_of_a_pixel_at_that_pixel():
    (bank,) = filter_banks(MLP)
    weight = np.arange(784 * 128, dtype=np.float32).reshape(784, 128)
    # flatten lays the picture out row by row: pixel (3, 5) is input 3 * 28 + 5
    assert bank.fold(weight)[3, 5, 0, 7] == weight[3 * 28 + 5, 7]


def test_that_broken_numbers_do_not_stretch_a_scale():
    values = np.array([[1.0, -3.0], [np.nan, np.inf]])
    assert largest_magnitude(values) == 3.0
    assert largest_magnitude_by_channel(values).tolist() == [1.0, 3.0]
    assert largest_magnitude(np.full(3, np.nan)) == 0.0
    assert largest_magnitude(np.zeros((0, 2))) == 0.0
