"""The gradient-weighted receptive field, against nudging every input pixel."""

import numpy as np
import pytest

from core.inspection.input_sensitivity import InputSensitivity
from core.layers.conv2d import Conv2DSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from core.layers.tanh import TanhSpec
from core.network_spec import NetworkSpec, build_network

SPEC = NetworkSpec(
    (9, 8, 2),
    (Conv2DSpec(3), TanhSpec(), MaxPool2DSpec(), Conv2DSpec(2, (2, 2)), ReLUSpec()),
)


@pytest.fixture
def network():
    return build_network(SPEC, rng=np.random.default_rng(4), dtype=np.float64)


@pytest.mark.parametrize(("layer", "pixel"), [(0, (2, 3, 1)), (2, (1, 2, 0)), (3, (1, 0, 1))])
def test_that_it_is_what_central_differences_give(network, layer, pixel):
    x = np.random.default_rng(1).normal(size=(9, 8, 2))
    weights = InputSensitivity.of(network, x, layer, pixel).weights
    expected = np.zeros((9, 8))
    for row, column, channel in np.ndindex(9, 8, 2):
        outputs = []
        for step in (1e-6, -1e-6):
            nudged = x.copy()
            nudged[row, column, channel] += step
            value = nudged[None]
            for one in network.layers[: layer + 1]:
                value = one.forward(value, training=False)
            outputs.append(value[(0, *pixel)])
        expected[row, column] += abs(outputs[0] - outputs[1]) / 2e-6
    np.testing.assert_allclose(weights, expected, atol=1e-8)


def test_that_the_words_count_the_pixels_that_matter():
    assert InputSensitivity(np.array([[8.0, 1.5], [0.5, 0.0]])).text() == (
        "90 % of what moves it lies in 2 pixels"
    )
    assert "closed gate" in InputSensitivity(np.zeros((2, 2))).text()
    assert "not a number" in InputSensitivity(np.full((2, 2), np.nan)).text()
