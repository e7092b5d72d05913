"""The gradient river, against loops."""

import math
from dataclasses import replace

import numpy as np
import pytest

from core.inspection.gradient_river import gradient_river
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import NetworkSpec, build_network
from core.trace import Trace, trace_sample

SPEC = NetworkSpec(
    (10, 9, 1),
    (
        Conv2DSpec(3),
        ReLUSpec(),
        MaxPool2DSpec((2, 2), (2, 2)),
        FlattenSpec(),
        DenseSpec(4),
        SoftmaxSpec(),
    ),
)


def traced(label=1):
    network = build_network(SPEC, rng=np.random.default_rng(1))
    x = np.random.default_rng(2).normal(size=(10, 9, 1)).astype(np.float32)
    return trace_sample(network, CategoricalCrossEntropy(), x, label)


def test_that_every_reach_is_the_root_mean_square_of_its_gradient():
    trace = traced()
    river = gradient_river(SPEC.outline(), trace)
    assert [reach.title for reach in river] == [
        "Input",
        "Conv2D",
        "ReLU",
        "MaxPool2D",
        "Dense",
        "Softmax",
    ]
    for reach in river:
        numbers = [float(g) for g in trace.gradients[reach.layer + 1].flat]
        by_hand = math.sqrt(sum(g * g for g in numbers) / len(numbers))
        assert reach.rms == pytest.approx(by_hand, rel=1e-6)


def test_that_drains_are_counted_by_loops():
    trace = traced()
    river = {reach.title: reach for reach in gradient_river(SPEC.outline(), trace)}
    z = trace.values[1]
    closed = sum(1 for value in z.flat if not value > 0)
    assert river["ReLU"].drain == f"ReLU closed {100 * closed / z.size:.0f} %"
    winners = {
        (int(trace.winners[2][p, q, c]), c) for p, q, c in np.ndindex(trace.winners[2].shape)
    }
    losers = trace.values[2].size - len(winners)
    assert river["MaxPool2D"].drain == f"pool losers {100 * losers / z.size:.0f} %"
    assert river["Conv2D"].drain == river["Dense"].drain == ""


def test_that_tiny_and_broken_gradients_keep_their_size():
    trace = traced()

    def scaled(by):
        gradients = tuple(np.float32(by) * gradient for gradient in trace.gradients)
        changed = Trace(trace.values, gradients, {}, trace.winners, trace.loss)
        return gradient_river(SPEC.outline(), changed)[1].rms

    assert scaled(1e-30) == pytest.approx(1e-30 * scaled(1.0), rel=1e-5)
    assert scaled(0.0) == 0.0
    assert math.isnan(scaled(np.nan))


def test_that_without_a_label_there_is_no_river():
    with pytest.raises(ValueError, match="expected a trace with gradients"):
        gradient_river(SPEC.outline(), traced(label=None))


@pytest.mark.parametrize("broken", [math.inf, -math.inf, math.nan])
def test_that_a_broken_gradient_shows_as_what_it_is(broken):
    trace = traced()
    gradients = [gradient.copy() for gradient in trace.gradients]
    gradients[2].flat[3] = broken
    river = gradient_river(SPEC.outline(), replace(trace, gradients=tuple(gradients)))
    assert river[2].title == "ReLU"
    assert repr(river[2].rms) == repr(abs(broken))
    assert all(math.isfinite(reach.rms) for reach in river if reach.layer != 1)
