"""A whole map: places, verdicts, shares."""

import numpy as np
import pytest

from core.data_map.data_map import LayoutKind, make_data_map, spread_places
from core.data_map.principal_axes import principal_axes
from core.errors import SpecError
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import build_network
from core.presets import SEED_CNN
from core.training.objective import Objective
from tests.support.moments import small_mnist

SPEC = SEED_CNN.network


def nothing(*_):
    pass


def mapped(rows, layer=4, kind=LayoutKind.PCA, before=None):
    network = build_network(SPEC, rng=np.random.default_rng(3))
    objective = Objective(network, CategoricalCrossEntropy())
    found = make_data_map(
        objective, SPEC, layer, small_mnist().test, rows, kind, nothing, nothing, before=before
    )
    return network, found


@pytest.mark.parametrize(("count", "images"), [(10, 20), (20, 20), (100, 7), (10_000, 2_000)])
def test_that_images_are_taken_at_equal_distances_from_the_whole_part(count, images):
    places = spread_places(count, images)
    assert len(places) == min(count, images)
    assert places[0] == 0
    steps = np.diff(places)
    assert set(steps.tolist()) <= {count // min(count, images), -(-count // min(count, images))}
    assert places[-1] >= count - count / images - 1


def test_that_points_are_the_axes_of_the_layer_and_verdicts_those_of_the_network():
    rows = np.arange(900, 100, -4)
    network, found = mapped(rows)
    test = small_mnist().test
    x = test.images[rows].astype(np.float32) / np.float32(255)
    outputs = network.forward(x, training=False)
    np.testing.assert_array_equal(found.verdicts.predicted, outputs.argmax(axis=1))
    np.testing.assert_array_equal(found.verdicts.true, test.labels[rows])
    scores = x
    for layer in network.layers[:5]:
        scores = layer.forward(scores, training=False)
    expected = principal_axes(np.ascontiguousarray(scores), 2)
    np.testing.assert_allclose(found.layout, expected.places, rtol=1e-3, atol=1e-3)
    assert found.shares == pytest.approx(expected.shares, rel=1e-3)
    np.testing.assert_array_equal(found.places, np.arange(len(rows)))
    assert not found.layout.flags.writeable


def test_that_a_map_of_another_step_faces_as_the_one_before():
    _, first = mapped(np.arange(100))
    _, again = mapped(np.arange(100), before=first.layout * [-1, 1])
    np.testing.assert_allclose(again.layout, first.layout * [-1, 1], rtol=1e-6)


def test_that_a_handful_of_images_makes_no_map():
    with pytest.raises(SpecError, match="4 images or more, and there are 3"):
        mapped(np.arange(3))
