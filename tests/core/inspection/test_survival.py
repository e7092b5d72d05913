"""The survival map, against loops and against the real gradient."""

import numpy as np
import pytest

from core.inspection.survival import Survival
from core.layers.average_pool2d import AveragePool2DSpec
from core.layers.batch_norm import BatchNormSpec
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.dropout import DropoutSpec
from core.layers.flatten import FlattenSpec
from core.layers.leaky_relu import LeakyReLUSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import NetworkSpec, build_network
from core.trace import trace_sample


def traced(*behind, seed=5, dropping=None):
    spec = NetworkSpec(
        (9, 8, 1), (Conv2DSpec(3), *behind, FlattenSpec(), DenseSpec(4), SoftmaxSpec())
    )
    network = build_network(spec, rng=np.random.default_rng(seed), dtype=np.float64)
    x = np.random.default_rng(seed + 1).normal(size=(9, 8, 1))
    return spec.outline(), trace_sample(
        network, CategoricalCrossEntropy(), x, 2, dropping=dropping
    )


BEHIND = [
    (ReLUSpec(),),
    (ReLUSpec(), MaxPool2DSpec()),
    (MaxPool2DSpec(), ReLUSpec()),
    (MaxPool2DSpec((3, 2), (2, 1), "same"), ReLUSpec(), MaxPool2DSpec()),
    (ReLUSpec(), AveragePool2DSpec((2, 2), (3, 3)), MaxPool2DSpec()),
    (BatchNormSpec(), ReLUSpec(), DropoutSpec(0.5), MaxPool2DSpec((3, 3), (1, 1))),
    (LeakyReLUSpec(), MaxPool2DSpec()),
    (AveragePool2DSpec((2, 3), (1, 1)), MaxPool2DSpec()),
    (),
]


@pytest.mark.parametrize("behind", BEHIND)
def test_that_a_position_survives_exactly_where_the_gradient_is_not_zero(behind):
    outlines, trace = traced(*behind)
    survival = Survival.of(outlines, trace, 0)
    np.testing.assert_array_equal(survival.survives, trace.gradients[1] != 0)


def test_that_relu_and_pooling_are_told_apart_by_loops():
    outlines, trace = traced(ReLUSpec(), MaxPool2DSpec())
    survival = Survival.of(outlines, trace, 0)
    z = trace.values[1]
    for channel in range(3):
        lives = np.zeros(z.shape[:2], bool)
        for p, q in np.ndindex(3, 3):
            cells = [(2 * p + i, 2 * q + j) for i, j in np.ndindex(2, 2)]
            best = max(cells, key=lambda cell: max(z[cell][channel], 0))
            lives[best] = z[best][channel] > 0
        np.testing.assert_array_equal(survival.survives[..., channel], lives)
        np.testing.assert_array_equal(survival.is_open[..., channel], z[..., channel] > 0)
    count, total = int(survival.survives[..., 1].sum()), 42
    closed = int((z[..., 1] <= 0).sum())
    lost = total - closed - count
    assert survival.text(1) == (
        f"{count} of 42 positions ({100 * count / 42:.0f} %) can still teach channel 1: "
        f"the ReLU closed {100 * closed / 42:.0f} %, "
        f"the pooling passed over {100 * lost / 42:.0f} %."
    )


@pytest.mark.parametrize("seed", range(3))
def test_that_dropout_as_in_training_takes_its_share_and_that_is_told(seed):
    behind = (ReLUSpec(), DropoutSpec(0.4), MaxPool2DSpec(), DropoutSpec(0.5))
    outlines, trace = traced(*behind, seed=seed, dropping=(0, seed))
    survival = Survival.of(outlines, trace, 0)
    np.testing.assert_array_equal(survival.survives, trace.gradients[1] != 0)
    assert "dropout took" in survival.text(1)
    assert "in training only" not in survival.text(1)


def made(*behind):
    """Return what a network of one filter that copies makes of the numbers from 1 to 16."""
    layers = (Conv2DSpec(1, (1, 1)), *behind, FlattenSpec(), DenseSpec(2), SoftmaxSpec())
    spec = NetworkSpec((4, 4, 1), layers)
    network = build_network(spec, rng=np.random.default_rng(0))
    network.layers[0].weight.value[...] = 1
    x = np.arange(1, 17, dtype=np.float32).reshape(4, 4, 1)
    x[:2, :2] *= -1  # one window of four
    trace = trace_sample(network, CategoricalCrossEntropy(), x, 0)
    return Survival.of(spec.outline(), trace, 0).text(0)


def test_that_what_a_later_relu_closed_is_no_fault_of_the_pooling():
    assert made(MaxPool2DSpec(), ReLUSpec()) == (
        "3 of 16 positions (19 %) can still teach channel 0: the pooling passed over 75 %, "
        "a later ReLU closed 6 %."
    )


def test_that_two_poolings_are_told_apart():
    assert made(ReLUSpec(), MaxPool2DSpec(), MaxPool2DSpec()) == (
        "1 of 16 positions (6 %) can still teach channel 0: the ReLU closed 25 %, the pooling "
        "passed over 56 %, a later pooling passed over 12 %."
    )


def test_that_a_relu_is_closed_at_exactly_zero():
    spec = NetworkSpec(
        (5, 5, 1), (Conv2DSpec(2), ReLUSpec(), FlattenSpec(), DenseSpec(3), SoftmaxSpec())
    )
    network = build_network(spec, rng=np.random.default_rng(0))
    network.layers[0].weight.value[...] = 0
    x = np.ones((5, 5, 1), np.float32)
    trace = trace_sample(network, CategoricalCrossEntropy(), x, 0)
    survival = Survival.of(spec.outline(), trace, 0)
    assert not survival.is_open.any()
    assert not survival.survives.any()
    assert not trace.gradients[1].any()


def test_that_without_gates_everything_survives_and_that_is_said():
    outlines, trace = traced()
    survival = Survival.of(outlines, trace, 0)
    assert not survival.has_relu
    assert survival.text(0) == "42 of 42 positions (100 %) can still teach channel 0."


def test_that_it_needs_no_label():
    outlines, trace = traced(ReLUSpec(), MaxPool2DSpec())
    network = build_network(
        NetworkSpec((9, 8, 1), tuple(o.spec for o in outlines)), rng=np.random.default_rng(5)
    )
    unlabelled = trace_sample(network, CategoricalCrossEntropy(), trace.values[0], None)
    assert Survival.of(outlines, unlabelled, 0).survives.any()
