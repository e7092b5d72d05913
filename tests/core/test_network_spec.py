"""Descriptions of networks."""

import json
import math

import numpy as np
import pytest

from core.errors import LayerSpecError, SpecError
from core.layers.average_pool2d import AveragePool2DSpec
from core.layers.batch_norm import BatchNormSpec
from core.layers.catalog import LAYER_KINDS
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.dropout import DropoutSpec
from core.layers.elu import ELUSpec
from core.layers.flatten import FlattenSpec
from core.layers.leaky_relu import LeakyReLUSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.network_spec import (
    NetworkSpec,
    build_network,
    network_spec_from_json,
    network_spec_to_json,
)
from core.presets import PRESETS
from tests.support.layer_cases import LAYER_CASES, reads

CONTRACT_EXAMPLE = """{"input_shape": [28, 28, 1],
 "layers": [{"kind": "conv2d", "filters": 8, "kernel_size": [3, 3], "stride": [1, 1],
             "padding": "valid", "initializer": "he_normal"},
            {"kind": "relu"},
            {"kind": "max_pool2d", "pool_size": [2, 2], "stride": [2, 2], "padding": "valid"},
            {"kind": "flatten"},
            {"kind": "dense", "units": 10, "initializer": "glorot_uniform"},
            {"kind": "softmax"}]}"""


def with_layer(**layer):
    return json.dumps({"input_shape": [28, 28, 1], "layers": [layer]})


def test_that_the_documented_example_is_the_seed_cnn():
    assert network_spec_from_json(CONTRACT_EXAMPLE) == PRESETS["seed-cnn"].network


MANY_KINDS = """{"input_shape": [12, 12, 1],
 "layers": [{"kind": "conv2d", "filters": 4, "l2": 0.001}, {"kind": "batch_norm"},
            {"kind": "leaky_relu"}, {"kind": "average_pool2d"}, {"kind": "elu"},
            {"kind": "conv2d", "filters": 6, "kernel_size": 2}, {"kind": "gelu"},
            {"kind": "max_pool2d", "stride": 1}, {"kind": "relu"}, {"kind": "dropout"},
            {"kind": "global_average_pool2d"}, {"kind": "dense", "units": 5, "l2": 0},
            {"kind": "batch_norm", "momentum": 0.5, "epsilon": 0.001}, {"kind": "tanh"},
            {"kind": "flatten"}, {"kind": "dropout", "rate": 0.25}, {"kind": "sigmoid"},
            {"kind": "softmax"}]}"""


def test_that_a_long_network_has_the_defaults_shapes_and_counts_worked_out_by_hand():
    spec = network_spec_from_json(MANY_KINDS)
    assert network_spec_from_json(network_spec_to_json(spec)) == spec
    assert spec.layers[0] == Conv2DSpec(4, l2=0.001)
    assert spec.layers[1:5] == (
        BatchNormSpec(momentum=0.9, epsilon=1e-5),
        LeakyReLUSpec(negative_slope=0.01),
        AveragePool2DSpec((2, 2), (2, 2), "valid"),
        ELUSpec(alpha=1.0),
    )
    assert spec.layers[9] == DropoutSpec(rate=0.5)
    outlines = spec.outline()
    shapes = [outline.output_shape for outline in outlines]
    assert shapes[:5] == [(10, 10, 4)] * 3 + [(5, 5, 4)] * 2
    assert shapes[5:10] == [(4, 4, 6)] * 2 + [(3, 3, 6)] * 3
    assert shapes[10:] == [(6,)] + [(5,)] * 7
    counts = {outline.position: outline.parameter_count for outline in outlines}
    assert {at: count for at, count in counts.items() if count} == {
        0: 3 * 3 * 4 + 4,
        1: 2 * 4,
        5: 2 * 2 * 4 * 6 + 6,
        11: 6 * 5 + 5,
        12: 2 * 5,
    }
    network = build_network(spec, rng=np.random.default_rng(0))
    x = np.random.default_rng(1).random((3, 12, 12, 1), np.float32)
    for training in (False, True):
        np.testing.assert_allclose(network.forward(x, training=training).sum(axis=1), 1, 1e-5)
    assert network.backward(np.ones((3, 5))).shape == x.shape


@pytest.mark.parametrize("case", LAYER_CASES.values(), ids=LAYER_CASES)
def test_that_a_network_with_any_kind_survives_json_and_is_built_as_announced(case):
    spec = case.network()
    assert network_spec_from_json(network_spec_to_json(spec)) == spec
    bare = with_layer(kind=case.spec.KIND, **case.spec.FIRST_VALUES)
    if reads(case.spec, (28, 28, 1)):
        assert network_spec_from_json(bare).layers == (case.spec.first(),)
    network, outlines = build_network(spec, rng=np.random.default_rng(0)), spec.outline()
    for layer, outline in zip(network.layers, outlines, strict=True):
        count = sum(parameter.value.size for parameter in layer.parameters.values())
        assert count == outline.parameter_count
    x = np.random.default_rng(1).random(case.input_shape, np.float32)
    for training in (False, True):
        np.testing.assert_allclose(network.forward(x, training=training).sum(axis=1), 1, 1e-5)
    assert network.backward(np.ones((len(x), 4))).shape == x.shape


@pytest.mark.parametrize("name", PRESETS)
def test_that_a_preset_survives_json_and_announces_the_shapes_that_come_out(name):
    spec = PRESETS[name].network
    assert network_spec_from_json(network_spec_to_json(spec)) == spec
    network = build_network(spec, rng=np.random.default_rng(0))
    x = np.zeros((2, *spec.input_shape), np.float32)
    outlines = spec.outline()
    for layer, outline in zip(network.layers, outlines, strict=True):
        x = layer.forward(x, training=False)
        assert x.shape == (2, *outline.output_shape)
        count = sum(parameter.value.size for parameter in layer.parameters.values())
        assert count == outline.parameter_count
    assert {layer.KIND for layer in network.layers} <= set(LAYER_KINDS)


def test_that_the_seed_cnn_has_the_13610_parameters_worked_out_by_hand():
    total = sum(o.parameter_count for o in PRESETS["seed-cnn"].network.outline())
    assert total == (3 * 3 * 1 * 8 + 8) + (13 * 13 * 8 * 10 + 10) == 13_610


def test_that_parameter_paths_name_position_kind_and_array():
    network = build_network(PRESETS["seed-cnn"].network, rng=np.random.default_rng(0))
    assert [path for path, _ in network.named_parameters()] == [
        "0.conv2d.weight",
        "0.conv2d.bias",
        "4.dense.weight",
        "4.dense.bias",
    ]


def test_that_an_int_stands_for_a_square():
    spec = network_spec_from_json(with_layer(kind="conv2d", filters=2, kernel_size=5))
    assert spec.layers == (Conv2DSpec(2, kernel_size=(5, 5)),)


@pytest.mark.parametrize(
    ("padding", "stride", "expected"),
    [
        ("valid", 1, (26, 26)),
        ("same", 1, (28, 28)),
        ("same", 2, (14, 14)),
        ([[1, 2], [0, 3]], 1, (29, 29)),
        ("same", 3, (math.ceil(28 / 3),) * 2),
    ],
)
def test_that_padding_and_stride_give_the_sizes_keras_gives(padding, stride, expected):
    spec = network_spec_from_json(
        with_layer(kind="conv2d", filters=2, stride=stride, padding=padding)
    )
    assert spec.outline()[0].output_shape[:2] == expected


@pytest.mark.parametrize(
    ("layer", "reason"),
    [
        ({"kind": "conv2d", "filters": 0}, "filters must be a whole number from 1"),
        (
            {"kind": "conv2d", "filters": 8, "kernel_size": 29},
            "does not fit into a map of 28×",
        ),
        ({"kind": "conv2d", "filters": True}, "filters must be"),
        ({"kind": "conv2d", "filters": 8, "stride": 0}, "stride must be"),
        ({"kind": "conv2d", "filters": 8, "padding": "full"}, "padding must be"),
        ({"kind": "conv2d", "filters": 8, "padding": [[1, 1], 1]}, "padding must be"),
        ({"kind": "conv2d"}, "'filters' is missing"),
        ({"kind": "conv2d", "filters": 8, "filter": 8}, "unknown key 'filter'"),
        ({"kind": "dense", "units": 10}, "add a flatten"),
        ({"kind": "dense", "units": "10"}, "units must be"),
        ({"kind": "os.system"}, "unknown kind 'os.system'"),
        ({"kind": ["dense"]}, "unknown kind"),
        ({"units": 3}, "unknown kind None"),
        ({"kind": "max_pool2d", "pool_size": 2, "padding": [[2, 0], [0, 0]]}, "smaller than"),
        (
            {"kind": "average_pool2d", "padding": [[2, 0], [0, 0]]},
            "smaller than the 2×2 window",
        ),
        ({"kind": "average_pool2d", "pool_size": 29}, "does not fit into a map of 28×28"),
        ({"kind": "leaky_relu", "negative_slope": 1.5}, "negative_slope must be a number from"),
        ({"kind": "elu", "alpha": 0}, "alpha must be a number above 0"),
        ({"kind": "dropout", "rate": 1}, "rate must be a number from 0 to 0.99"),
        ({"kind": "batch_norm", "momentum": 1}, "momentum must be a number from 0"),
        ({"kind": "batch_norm", "epsilon": 0}, "epsilon must be a number from 1e−8"),
        ({"kind": "conv2d", "filters": 8, "l2": -0.1}, "l2 must be a number from 0"),
        ({"kind": "conv2d", "filters": 8, "l2": True}, "l2 must be a number from 0"),
        ({"kind": "sigmoid", "units": 3}, "unknown key 'units'"),
    ],
)
def test_that_a_bad_layer_is_refused_with_number_kind_and_reason(layer, reason):
    with pytest.raises(LayerSpecError, match=reason) as caught:
        network_spec_from_json(with_layer(**layer))
    assert caught.value.position == 0
    assert str(caught.value).startswith(f"layer 0 ({caught.value.kind}): ")


def test_that_the_second_layer_is_named_when_it_is_the_one_that_does_not_fit():
    spec = NetworkSpec((8, 8, 1), (FlattenSpec(), MaxPool2DSpec(), DenseSpec(3)))
    with pytest.raises(LayerSpecError, match=r"layer 1 \(max_pool2d\): .*flat samples of 64"):
        spec.outline()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{",
        '{"layers": []}',
        '{"input_shape": [28, 28, 1], "layers": []}',
        '{"input_shape": [28, 28], "layers": [{"kind": "relu"}]}',
        '{"input_shape": [0], "layers": [{"kind": "relu"}]}',
        '{"input_shape": [28.0, 28, 1], "layers": [{"kind": "relu"}]}',
        '{"input_shape": [NaN], "layers": [{"kind": "relu"}]}',
        '{"input_shape": [9], "layers": [{"kind": "relu"}], "x": 1}',
        '{"input_shape": [9], "input_shape": [8], "layers": [{"kind": "relu"}]}',
        '{"input_shape": [9], "layers": "relu"}',
        '{"input_shape": [9], "layers": [{"kind": "dense", "units": 99999999999}]}',
        "[" * 100_000,
        '{"a":' * 100_000,
    ],
)
def test_that_text_which_is_no_network_is_refused(text):
    with pytest.raises(SpecError) as caught:
        network_spec_from_json(text)
    assert len(str(caught.value)) < 400


def test_that_a_layer_too_large_for_any_machine_is_refused_before_memory_is_taken():
    layers = (FlattenSpec(), DenseSpec(16_384), DenseSpec(16_384))
    with pytest.raises(LayerSpecError, match="268,451,840 parameters"):
        NetworkSpec((28, 28, 1), layers).outline()
