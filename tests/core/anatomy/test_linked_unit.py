"""Where one unit is found again in other stages."""

import pytest

from core.anatomy.linked_unit import linked_place
from core.layers.dense import DenseSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.presets import LENET_5, SEED_CNN

CNN = SEED_CNN.network.outline()  # conv relu pool flatten dense softmax
LENET = LENET_5.network.outline()  # conv relu pool conv relu pool flatten …


@pytest.mark.parametrize(
    ("layer", "place", "other", "found"),
    [
        (0, (3, 5, 6), 0, (3, 5, 6)),
        (0, (3, 5, 6), 1, (3, 5, 6)),  # a ReLU leaves pixels where they are
        (1, (3, 5, 6), 0, (3, 5, 6)),
        (0, (3, 5, 6), 2, (3, None, None)),  # a pooling keeps the channel only
        (2, (3, 5, 6), 0, (3, None, None)),
        (0, (3, 5, 6), -1, None),
        (-1, (0, 5, 6), 0, None),
        (0, (3, 5, 6), 3, None),
        (4, (7, None, None), 5, (7, None, None)),  # a score and its probability
        (5, (7, None, None), 4, (7, None, None)),
        (4, (7, None, None), 3, None),
    ],
)
def test_that_a_unit_is_found_where_it_has_the_same_meaning(layer, place, other, found):
    assert linked_place(CNN, layer, place, other) == found


def test_that_two_convolutions_share_no_channels():
    assert linked_place(LENET, 0, (2, 1, 1), 3) is None
    assert linked_place(LENET, 5, (2, 1, 1), 3) == (2, None, None)


def test_that_a_unit_is_followed_through_all_layers_that_keep_units():
    layers = NetworkSpec(
        (6,), (DenseSpec(4), SoftmaxSpec(), ReLUSpec(), DenseSpec(4))
    ).outline()
    for layer in range(3):
        for other in range(3):
            assert linked_place(layers, layer, (2, None, None), other) == (2, None, None)
        assert linked_place(layers, layer, (2, None, None), 3) is None
