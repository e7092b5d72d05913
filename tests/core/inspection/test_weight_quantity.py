"""Value, gradient and change of a weight."""

import numpy as np

from core.inspection.weight_quantity import WeightQuantity, weight_numbers
from core.network_spec import build_network
from core.presets import SEED_MLP
from core.training.snapshot import take_snapshot


def test_that_each_quantity_is_what_it_is_called():
    network = build_network(SEED_MLP.network, rng=np.random.default_rng(1))
    start = take_snapshot(network, step=0, epoch=0)
    path = "1.dense.weight"
    parameter = dict(network.named_parameters())[path]
    parameter.gradient[:] = 0.25
    parameter.value[3, 4] += 2.0
    now = take_snapshot(network, step=1, epoch=1)
    expected = np.zeros_like(parameter.value)
    expected[3, 4] = now.values[path][3, 4] - start.values[path][3, 4]

    def numbers(quantity):
        return weight_numbers(quantity, path, now, start.values)

    assert np.array_equal(numbers(WeightQuantity.VALUE), parameter.value)
    assert (numbers(WeightQuantity.GRADIENT) == 0.25).all()
    assert np.array_equal(numbers(WeightQuantity.CHANGE), expected)
    assert np.isclose(expected[3, 4], 2.0)
