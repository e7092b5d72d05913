"""The gradient check itself: it finds faults, names kinks, and every layer passes it."""

import numpy as np
import pytest

from core.gradient_check import LIMIT, check_layer_gradients, check_network_gradients
from core.layers.average_pool2d import AveragePool2DSpec
from core.layers.batch_norm import BatchNormSpec
from core.layers.catalog import LAYER_KINDS
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.dropout import DropoutSpec
from core.layers.elu import ELUSpec
from core.layers.flatten import FlattenSpec
from core.layers.leaky_relu import LeakyReLUSpec
from core.layers.max_pool2d import MaxPool2D, MaxPool2DSpec
from core.layers.relu import ReLU, ReLUSpec
from core.layers.sigmoid import SigmoidSpec
from core.layers.softmax import SoftmaxSpec
from core.layers.tanh import TanhSpec
from core.losses.catalog import LOSSES
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import NetworkSpec, build_network
from tests.support.textbook import draw_layer


@pytest.mark.parametrize("kind", LAYER_KINDS)
@pytest.mark.parametrize("settings", [8, pytest.param(80, marks=pytest.mark.slow)])
def test_that_random_settings_of_every_kind_agree_with_finite_differences(kind, settings, rng):
    for _ in range(settings):
        spec, sample_shape = draw_layer(kind, rng)
        layer = spec.build(sample_shape, rng=rng, dtype=np.float64)
        for parameter in layer.parameters.values():
            parameter.value += 0.3 * rng.standard_normal(parameter.value.shape)
        # of one or two numbers a batch norm leaves nothing but signs: nothing to differentiate
        fewest = 3 if layer.COUPLES_SAMPLES else 1
        x = rng.standard_normal((fewest + int(rng.integers(0, 3)), *sample_shape))
        for training in (True, False):
            report = check_layer_gradients(layer, x, rng, entries=12, training=training)
            assert report.worst <= LIMIT, (spec, x.shape, training, report)


def small_network(dtype=np.float64):
    spec = NetworkSpec(
        (6, 6, 1), (Conv2DSpec(2), ReLUSpec(), MaxPool2DSpec(), FlattenSpec(), DenseSpec(3),
                    SoftmaxSpec()),
    )  # fmt: skip
    return build_network(spec, rng=np.random.default_rng(1), dtype=dtype)


def check(network, x, rng, entries=None):
    return check_network_gradients(
        network, CategoricalCrossEntropy(), x, np.array([2, 0]), rng, entries=entries
    )


def test_that_a_right_network_agrees_and_keeps_its_values(rng):
    network = small_network()
    before = {path: p.value.copy() for path, p in network.named_parameters()}
    x = rng.standard_normal((2, 6, 6, 1))
    x.flags.writeable = False
    report = check(network, x, rng)
    assert report.agrees
    assert report.worst == max(report.ratios.values())
    assert report.checked["4.dense.bias"] == 3
    for path, parameter in network.named_parameters():
        np.testing.assert_array_equal(parameter.value, before[path])


NETWORKS = {
    "tanh, mean pool, dropout": (
        Conv2DSpec(2, padding="same"), TanhSpec(), AveragePool2DSpec(), FlattenSpec(),
        DropoutSpec(0.3), DenseSpec(4, l2=0.1), ELUSpec(), DenseSpec(3), SoftmaxSpec(),
    ),
    "batch norm on maps and rows": (
        Conv2DSpec(3), BatchNormSpec(), LeakyReLUSpec(), MaxPool2DSpec(), FlattenSpec(),
        DenseSpec(4), BatchNormSpec(), TanhSpec(), DenseSpec(3), SigmoidSpec(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("loss", LOSSES.values())
@pytest.mark.parametrize("layers", NETWORKS.values(), ids=NETWORKS.keys())
def test_that_networks_that_draw_masks_or_couple_samples_agree_in_training(layers, loss, rng):
    network = build_network(NetworkSpec((6, 6, 1), layers), rng=rng, dtype=np.float64)
    before = [a.copy() for layer in network.layers for a in layer.state.values()]
    x, target = rng.standard_normal((6, 6, 6, 1)), rng.integers(0, 3, 6)
    report = check_network_gradients(network, loss(), x, target, rng)
    # the bias before a batch norm has no effect at all, so what is left of it is rounding
    ratios = {
        n: r for n, r in report.ratios.items() if n not in ("0.conv2d.bias", "5.dense.bias")
    }
    assert max(ratios.values()) <= LIMIT, report
    after = [a for layer in network.layers for a in layer.state.values()]
    for got, want in zip(after, before, strict=True):
        np.testing.assert_array_equal(got, want)


@pytest.mark.parametrize("broken", [0, 4])
def test_that_the_report_names_the_tensor_whose_gradient_is_wrong(broken, rng):
    network = small_network()
    layer = network.layers[broken]
    if broken == 0:  # runs joined with its pooling, on gradients with the batch innermost
        multiply_out = layer.fill_gradients
        layer.fill_gradients = lambda slabs, grad_y: multiply_out(
            slabs, grad_y * np.resize([1, 0], grad_y.shape[-1])
        )
    else:
        honest = layer.parameter_gradients
        layer.parameter_gradients = lambda grad: honest(grad * np.array([[1], [0]]))
    report = check(network, rng.standard_normal((2, 6, 6, 1)), rng)
    wrong = {path for path, ratio in report.ratios.items() if ratio > LIMIT}
    assert wrong == {f"{broken}.{layer.KIND}.weight", f"{broken}.{layer.KIND}.bias"}
    assert not report.agrees


def test_that_a_relu_at_zero_is_reported_as_a_kink_and_not_as_an_error(rng):
    x = np.array([[0.0, 1.0, -1.0, 0.0, 2.0]])
    report = check_layer_gradients(ReLU(), x, rng)
    assert report.kinks == {"input": 2}
    assert report.checked == {"input": 3}
    assert report.agrees


def test_that_a_tie_of_a_max_pool_is_reported_as_a_kink(rng):
    x = np.array([[5.0, 5.0], [1.0, 0.0]]).reshape(1, 2, 2, 1)
    report = check_layer_gradients(MaxPool2D((2, 2), stride=(2, 2)), x, rng)
    assert report.kinks == {"input": 2}
    assert report.agrees


def test_that_a_kink_a_little_off_the_point_is_found_too(rng):
    x = np.array([[3e-6, -7e-6, 0.5]])
    report = check_layer_gradients(ReLU(), x, rng)
    assert report.kinks == {"input": 2}
    assert report.agrees


def test_that_so_many_entries_are_looked_at_as_asked(rng):
    report = check(small_network(), rng.standard_normal((2, 6, 6, 1)), rng, entries=5)
    looked_at = {name: report.checked[name] + report.kinks[name] for name in report.checked}
    assert looked_at == {
        "input": 5,
        "0.conv2d.weight": 5,
        "0.conv2d.bias": 2,
        "4.dense.weight": 5,
        "4.dense.bias": 3,
    }


def test_that_float32_is_refused_because_it_cannot_tell(rng):
    with pytest.raises(ValueError, match="expected everything in float64, received float32"):
        check(small_network(np.float32), rng.random((2, 6, 6, 1), np.float32), rng)
