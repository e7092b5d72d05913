"""A layer of which some channels are silenced."""

import numpy as np
import pytest

from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.relu import ReLU
from core.layers.sigmoid import SigmoidSpec
from core.layers.silenced import Silenced


def built(spec, shape):
    return spec.build(shape, rng=np.random.default_rng(3), dtype=np.float64)


CASES = (
    (Conv2DSpec(filters=4, kernel_size=(3, 3)), (6, 6, 2)),
    (DenseSpec(units=4), (7,)),
    (SigmoidSpec(), (5, 4)),
)


@pytest.mark.parametrize(("spec", "shape"), CASES, ids=lambda one: getattr(one, "KIND", ""))
def test_that_silenced_channels_are_0_and_all_others_what_they_were(spec, shape):
    x = np.random.default_rng(0).normal(size=(3, *shape))
    whole, part = built(spec, shape), Silenced(built(spec, shape), (1, 3))
    for training in (False, True):
        y, expected = part.forward(x, training=training), whole.forward(x, training=training)
        assert not y[..., [1, 3]].any()
        assert np.array_equal(y[..., [0, 2]], expected[..., [0, 2]])
    assert np.array_equal(part.trace(x), part.forward(x, training=False))


@pytest.mark.parametrize(("spec", "shape"), CASES, ids=lambda one: getattr(one, "KIND", ""))
def test_that_its_gradients_are_finite_differences(spec, shape):
    rng = np.random.default_rng(1)
    layer = Silenced(built(spec, shape), (2,))
    x = rng.normal(size=(2, *shape))
    blame = rng.normal(size=layer.forward(x, training=True).shape)
    grad_x = layer.backward(blame)

    def total():
        return float((layer.forward(x, training=False) * blame).sum())

    arrays = [(x, grad_x), *((p.value, p.gradient) for p in layer.parameters.values())]
    for array, gradient in arrays:
        for place in list(np.ndindex(array.shape))[:: max(1, array.size // 20)]:
            kept = array[place]
            array[place] = kept + 1e-6
            above = total()
            array[place] = kept - 1e-6
            below = total()
            array[place] = kept
            assert gradient[place] == pytest.approx((above - below) / 2e-6, abs=1e-7)


def test_that_a_channel_of_no_numbers_is_silent_too():
    x = np.array([[1.0, np.nan], [2.0, np.inf]])
    layer = Silenced(ReLU(), (1,))
    assert layer.forward(x, training=True).tolist() == [[1, 0], [2, 0]]
    assert layer.input_gradient(np.array([[1.0, np.nan], [1.0, 1.0]])).tolist() == [
        [1, 0],
        [1, 0],
    ]


def test_that_neither_the_input_nor_what_the_layer_remembers_is_written_to():
    x = np.array([[1.0, 2.0]])
    layer = Silenced(ReLU(), (0,))
    layer.forward(x, training=True)
    assert x.tolist() == [[1.0, 2.0]]
    blame = np.array([[3.0, 4.0]])
    assert layer.input_gradient(blame).tolist() == [[0.0, 4.0]]
    assert blame.tolist() == [[3.0, 4.0]]
