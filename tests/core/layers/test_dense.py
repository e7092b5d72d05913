"""What is particular to Dense."""

import numpy as np
import pytest

from core.errors import ShapeError
from core.initializers.normal import Normal
from core.layers.dense import Dense


@pytest.fixture
def layer():
    dense = Dense(2, 3, initialize=Normal(), rng=np.random.default_rng(0), dtype=np.float64)
    dense.weight.value[...] = [[1, 2, 3], [4, 5, 6]]
    dense.bias.value[...] = [10, 20, 30]
    return dense


def test_that_an_example_worked_by_hand_comes_out(layer):
    y = layer.forward(np.array([[1.0, 2.0], [0.0, -1.0]]), training=True)
    np.testing.assert_array_equal(y, [[19, 32, 45], [6, 15, 24]])
    grad_x = layer.backward(np.array([[1.0, 0.0, -1.0], [2.0, 1.0, 0.0]]))
    np.testing.assert_array_equal(grad_x, [[1 - 3, 4 - 6], [2 + 2, 8 + 5]])
    np.testing.assert_array_equal(layer.weight.gradient, [[1, 0, -1], [2 - 2, -1, -2]])
    np.testing.assert_array_equal(layer.bias.gradient, [3, 1, -1])


def test_that_the_bias_starts_at_zero():
    dense = Dense(3, 2, initialize=Normal(), rng=np.random.default_rng(0))
    assert not dense.bias.value.any()
    assert dense.weight.value.all()


def test_that_a_sample_of_the_wrong_length_is_refused_with_both_shapes(layer):
    with pytest.raises(
        ShapeError, match=r"Dense input: expected shape \('any', 2\), received \(4, 3\)"
    ):
        layer.forward(np.zeros((4, 3)), training=False)
