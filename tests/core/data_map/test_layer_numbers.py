"""What a layer makes of many images."""

import numpy as np
import pytest

from core.data_map import layer_numbers as module
from core.data_map.layer_numbers import layer_numbers
from core.errors import Cancelled, SpecError
from core.network_spec import build_network
from core.presets import SEED_CNN
from tests.support.moments import small_mnist

ROWS = np.arange(3, 600, 2)  # more than one part


def nothing():
    pass


@pytest.fixture
def network():
    return build_network(SEED_CNN.network, rng=np.random.default_rng(3))


@pytest.mark.parametrize("layer", [-1, 0, 2, 4, 5])
def test_that_they_are_what_the_layers_give_one_after_the_other(network, layer):
    images = small_mnist().test.images
    found = layer_numbers(network, SEED_CNN.network, layer, images, ROWS, nothing)
    x = images[ROWS].astype(np.float32) / np.float32(255)
    for one in network.layers[: layer + 1]:
        x = one.forward(x, training=False)
    np.testing.assert_allclose(found, x.reshape(len(ROWS), -1), atol=1e-5)


def test_that_numbers_that_are_none_are_one_sentence(network):
    next(iter(network.layers[0].parameters.values())).value[...] = np.nan
    images = small_mnist().test.images
    with pytest.raises(SpecError, match="layer 0 the network gives no numbers"):
        layer_numbers(network, SEED_CNN.network, 0, images, ROWS, nothing)
    layer_numbers(network, SEED_CNN.network, -1, images, ROWS, nothing)  # images are numbers


def test_that_too_many_numbers_are_refused_before_memory_is_taken(network, monkeypatch):
    monkeypatch.setattr(module, "MOST_NUMBERS", 5408 * len(ROWS) - 1)
    images = small_mnist().test.images
    with pytest.raises(SpecError, match="choose a later layer"):
        layer_numbers(network, SEED_CNN.network, 0, images, ROWS, nothing)
    layer_numbers(network, SEED_CNN.network, 2, images, ROWS, nothing)


def test_that_it_ends_between_two_parts_when_it_is_no_longer_wanted(network):
    looks = []

    def give_up():
        looks.append(1)
        if len(looks) == 2:
            raise Cancelled("enough")

    with pytest.raises(Cancelled):
        layer_numbers(network, SEED_CNN.network, 0, small_mnist().test.images, ROWS, give_up)
    assert len(looks) == 2
