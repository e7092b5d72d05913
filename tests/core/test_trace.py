"""What a network does with one sample."""

import numpy as np
import pytest

from core.layers.batch_norm import BatchNormSpec
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.dropout import DropoutSpec
from core.layers.flatten import FlattenSpec
from core.layers.relu import ReLUSpec
from core.layers.sigmoid import SigmoidSpec
from core.layers.softmax import SoftmaxSpec
from core.losses.catalog import make_loss
from core.network_spec import NetworkSpec, build_network
from core.trace import trace_sample
from core.training.snapshot import take_snapshot

BODY = (Conv2DSpec(3), BatchNormSpec(), ReLUSpec(), FlattenSpec(), DropoutSpec(), DenseSpec(4))


def trained(last, rng):
    """Return a network whose running statistics are not those of the start."""
    spec = NetworkSpec((6, 6, 1), (*BODY, last))
    network = build_network(spec, rng=rng, dtype=np.float64)
    for _ in range(5):
        network.forward(1 + rng.standard_normal((8, 6, 6, 1)), training=True)
    return network


def test_that_a_trace_shows_the_network_in_use_and_leaves_it_as_it_was(rng):
    network, x = trained(SoftmaxSpec(), rng), rng.standard_normal((6, 6, 1))
    before = take_snapshot(network, step=0, epoch=0).values
    trace = trace_sample(network, make_loss("categorical_cross_entropy"), x, 2)
    expected = network.forward(x[None], training=False)[0]
    np.testing.assert_allclose(trace.values[-1], expected, rtol=1e-12)
    np.testing.assert_array_equal(trace.values[5], trace.values[4])  # the dropout passes all
    assert trace.loss == pytest.approx(-np.log(expected[2]))
    for path, value in take_snapshot(network, step=0, epoch=0).values.items():
        np.testing.assert_array_equal(value, before[path], err_msg=path)


@pytest.mark.parametrize(
    ("last", "kind"),
    [
        (SoftmaxSpec(), "categorical_cross_entropy"),
        (SigmoidSpec(), "binary_cross_entropy"),
        (SigmoidSpec(), "mean_squared_error"),
    ],
)
def test_that_gradients_are_those_of_the_network_in_use(last, kind, rng):
    network, x = trained(last, rng), rng.standard_normal((6, 6, 1))
    loss = make_loss(kind)
    trace = trace_sample(network, loss, x, 1)

    def value():
        return loss.value_and_gradient(network.forward(x[None], training=False), np.array([1]))[
            0
        ]

    assert trace.loss == pytest.approx(value(), rel=1e-12)
    assert len(trace.gradients) == len(trace.values)
    for shown, numbers in zip(trace.gradients, trace.values, strict=True):
        assert shown.shape == numbers.shape
    weight = dict(network.named_parameters())["0.conv2d.weight"]
    derived = [
        (x, trace.gradients[0]),
        (weight.value, trace.parameter_gradients["0.conv2d.weight"]),
    ]
    for array, gradient in derived:
        flat, numeric = array.reshape(-1), []
        for entry in range(9):
            original, sides = flat[entry], []
            for step in (1e-6, -1e-6):
                flat[entry] = original + step
                sides.append(value())
            flat[entry] = original
            numeric.append((sides[0] - sides[1]) / 2e-6)
        np.testing.assert_allclose(gradient.reshape(-1)[:9], numeric, rtol=1e-6, atol=1e-9)
