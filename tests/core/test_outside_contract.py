"""Names and promises that programs outside this repository rely on."""

import inspect
import json
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, fields, is_dataclass

import numpy as np
import pytest

from core import network_spec
from core.errors import SpecError
from core.layers.catalog import LAYER_KINDS
from core.losses.base import Loss
from core.losses.binary_cross_entropy import BinaryCrossEntropy
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.losses.mean_squared_error import MeanSquaredError
from core.network import Network
from core.network_spec import (
    NetworkSpec,
    build_network,
    network_spec_from_json,
    network_spec_to_json,
)
from core.optimizers.adam import AdamSpec
from core.optimizers.momentum import MomentumSpec
from core.optimizers.sgd import SGDSpec
from core.presets import SEED_CNN
from core.training.build import session_for
from core.training.events import BatchFinished
from core.training.objective import Objective
from core.training.session import TrainingSession
from tests.support.short_runs import digits

EXAMPLE = """
{"input_shape": [28, 28, 1],
 "layers": [{"kind": "conv2d", "filters": 8, "kernel_size": [3, 3], "stride": [1, 1],
             "padding": "valid", "initializer": "he_normal"},
            {"kind": "relu"},
            {"kind": "max_pool2d", "pool_size": [2, 2], "stride": [2, 2], "padding": "valid"},
            {"kind": "flatten"},
            {"kind": "dense", "units": 10, "initializer": "glorot_uniform"},
            {"kind": "softmax"}]}
"""
KINDS = (
    *("dense", "conv2d", "max_pool2d", "average_pool2d", "global_average_pool2d", "flatten"),
    *(
        "relu",
        "leaky_relu",
        "elu",
        "sigmoid",
        "tanh",
        "gelu",
        "softmax",
        "dropout",
        "batch_norm",
    ),
)
#: What has to be said of a layer besides its kind.
SIZES = {"dense": {"units": 3}, "conv2d": {"filters": 3}}


def spec_of(*layers, shape=(6, 5, 2)):
    return network_spec_from_json(json.dumps({"input_shape": shape, "layers": layers}))


def network_of(*layers, shape=(6, 5, 2), dtype=np.float64):
    return build_network(
        spec_of(*layers, shape=shape), rng=np.random.default_rng(3), dtype=dtype
    )


def test_that_the_signatures_are_those_that_are_called():
    assert str(inspect.signature(network_spec_from_json)) == "(text: 'str') -> 'NetworkSpec'"
    assert str(inspect.signature(network_spec_to_json)) == "(spec: 'NetworkSpec') -> 'str'"
    parameters = inspect.signature(build_network).parameters
    assert list(parameters) == ["spec", "rng", "dtype"]
    assert parameters["rng"].kind is parameters["dtype"].kind is inspect.Parameter.KEYWORD_ONLY
    assert parameters["dtype"].default is np.float32
    forward = inspect.signature(Network.forward).parameters
    assert list(forward) == ["self", "x", "training"]
    assert forward["training"].kind is inspect.Parameter.KEYWORD_ONLY
    assert forward["training"].default is inspect.Parameter.empty
    assert list(inspect.signature(Network.backward).parameters) == ["self", "grad_output"]
    for loss in (CategoricalCrossEntropy, BinaryCrossEntropy, MeanSquaredError):
        assert issubclass(loss, Loss)
        called = list(inspect.signature(loss.value_and_gradient).parameters)
        assert called == ["self", "predicted", "target"]
    assert list(inspect.signature(TrainingSession.run).parameters) == ["self"]


def test_that_the_example_is_read_written_and_built():
    spec = network_spec_from_json(EXAMPLE)
    assert spec == SEED_CNN.network
    written = json.loads(network_spec_to_json(spec))
    assert network_spec_from_json(json.dumps(written)) == spec
    for given, kept in zip(json.loads(EXAMPLE)["layers"], written["layers"], strict=True):
        assert kept.items() >= given.items()
    network = build_network(spec, rng=np.random.default_rng(1))
    shapes = {path: p.value.shape for path, p in network.named_parameters()}
    assert shapes == {
        "0.conv2d.weight": (3, 3, 1, 8),
        "0.conv2d.bias": (8,),
        "4.dense.weight": (1352, 10),
        "4.dense.bias": (10,),
    }
    assert list(shapes) == [path for path, _ in network.named_parameters()]
    assert [layer.KIND for layer in network.layers] == [
        layer["kind"] for layer in json.loads(EXAMPLE)["layers"]
    ]
    assert {p.value.dtype for _, p in network.named_parameters()} == {np.dtype(np.float32)}


def test_that_specs_are_frozen():
    spec = network_spec_from_json(EXAMPLE)
    for frozen in (spec, *spec.layers):
        assert is_dataclass(frozen)
        for field in fields(frozen):
            with pytest.raises(FrozenInstanceError):
                setattr(frozen, field.name, 1)


@pytest.mark.parametrize("kind", KINDS)
def test_that_everything_but_kind_and_size_has_a_default(kind):
    layer = {"kind": kind, **SIZES.get(kind, {})}
    before = [{"kind": "flatten"}] if kind in ("dense", "softmax") else []
    spec = spec_of(*before, layer)
    assert kind == spec.layers[-1].KIND
    assert kind in LAYER_KINDS
    if kind in SIZES:
        with pytest.raises(SpecError, match=f"{next(iter(SIZES[kind]))}' is missing"):
            spec_of(*before, {"kind": kind})


def test_that_the_defaults_are_those_that_are_written_down():
    spec = spec_of(
        {"kind": "leaky_relu"}, {"kind": "elu"}, {"kind": "dropout"}, {"kind": "batch_norm"},
        {"kind": "conv2d", "filters": 1}, {"kind": "max_pool2d"},
    )  # fmt: skip
    leaky, elu, dropout, norm, conv, pool = spec.layers
    assert leaky.negative_slope == 0.01
    assert elu.alpha == 1.0
    assert 0 <= dropout.rate < 1
    assert (norm.momentum, norm.epsilon) == (0.9, 1e-5)
    assert (conv.kernel_size, conv.stride, conv.padding) == ((3, 3), (1, 1), "valid")
    assert (pool.pool_size, pool.stride, pool.padding) == ((2, 2), (2, 2), "valid")


def test_that_a_whole_number_stands_for_a_square():
    short = spec_of({"kind": "conv2d", "filters": 2, "kernel_size": 2, "stride": 2})
    long = spec_of({"kind": "conv2d", "filters": 2, "kernel_size": [2, 2], "stride": [2, 2]})
    assert short == long


def test_that_same_padding_adds_the_odd_row_and_column_at_the_end():
    # a 2×2 window over 3×3: one row and one column are missing, below and to the right
    conv = {"kind": "conv2d", "filters": 2, "kernel_size": 2}
    same, end, start = (
        network_of({**conv, "padding": padding}, shape=(3, 3, 1))
        for padding in ("same", [[0, 1], [0, 1]], [[1, 0], [1, 0]])
    )
    x = np.random.default_rng(5).standard_normal((2, 3, 3, 1))
    np.testing.assert_array_equal(
        same.forward(x, training=False), end.forward(x, training=False)
    )
    assert not np.allclose(same.forward(x, training=False), start.forward(x, training=False))


@pytest.mark.parametrize(
    ("layers", "number", "kind", "reason"),
    [
        ([{"kind": "relu"}, {"kind": "nothing"}], 1, "?", "nothing"),
        ([{"kind": "relu", "units": 3}], 0, "relu", "units"),
        ([{"kind": "conv2d", "filters": "many"}], 0, "conv2d", "filters"),
        ([{"kind": "conv2d", "filters": 2, "kernel_size": 9}], 0, "conv2d", "does not fit"),
        ([{"kind": "relu"}, {"kind": "dense", "units": 3}], 1, "dense", "flat"),
        ([{"kind": "conv2d", "filters": 0}], 0, "conv2d", "filters"),
    ],
)
def test_that_what_cannot_be_built_is_refused_with_number_kind_and_reason(
    layers, number, kind, reason
):
    with pytest.raises(SpecError) as refused:
        spec_of(*layers)
    text = str(refused.value)
    assert text.startswith(f"layer {number} ({kind}): ")
    assert reason in text


def test_that_backward_overwrites_gradients_and_returns_that_of_the_input():
    network = network_of(
        {"kind": "conv2d", "filters": 2}, {"kind": "flatten"}, {"kind": "dense", "units": 3}
    )
    x = np.random.default_rng(5).standard_normal((4, 6, 5, 2))
    y = network.forward(x, training=True)
    assert y.shape == (4, 3)
    once = network.backward(np.ones_like(y))
    gradients = [p.gradient.copy() for _, p in network.named_parameters()]
    network.forward(x, training=True)
    np.testing.assert_array_equal(network.backward(np.ones_like(y)), once)
    assert once.shape == x.shape
    for (_, parameter), gradient in zip(network.named_parameters(), gradients, strict=True):
        np.testing.assert_array_equal(parameter.gradient, gradient)


def test_that_ties_go_to_the_first_place_and_relu_has_no_slope_at_zero():
    pool = network_of({"kind": "max_pool2d"}, shape=(2, 2, 1))
    pool.forward(np.array([[0.0, 1.0], [1.0, 0.0]])[None, ..., None], training=True)
    won = pool.backward(np.ones((1, 1, 1, 1)))[0, ..., 0]
    assert won.tolist() == [[0, 1], [0, 0]]
    relu = network_of({"kind": "relu"}, shape=(3,))
    relu.forward(np.array([[-1.0, 0.0, 1.0]]), training=True)
    assert relu.backward(np.ones((1, 3))).tolist() == [[0, 0, 1]]


def test_that_flatten_goes_row_by_row_channels_innermost():
    flat = network_of({"kind": "flatten"}, shape=(2, 3, 2))
    x = np.arange(12.0).reshape(1, 2, 3, 2)
    assert flat.forward(x, training=False)[0].tolist() == list(range(12))


def test_that_a_loss_is_a_mean_over_the_batch_of_whole_labels():
    predicted = np.array([[0.25, 0.75], [0.5, 0.5]])
    value, gradient = CategoricalCrossEntropy().value_and_gradient(predicted, np.array([1, 0]))
    assert value == pytest.approx(-(np.log(0.75) + np.log(0.5)) / 2)
    np.testing.assert_allclose(gradient, [[0, -1 / 1.5], [-1, 0]])


def test_that_softmax_and_cross_entropy_are_fused_in_training():
    network = network_of({"kind": "dense", "units": 3}, {"kind": "softmax"}, shape=(4,))
    x, target = np.random.default_rng(5).standard_normal((6, 4)), np.array([0, 1, 2, 2, 1, 0])
    p = network.forward(x, training=False)
    Objective(network, CategoricalCrossEntropy()).value_and_gradients(x, target)
    bias = dict(network.named_parameters())["0.dense.bias"].gradient
    np.testing.assert_allclose(bias, ((p - np.eye(3)[target]) / 6).sum(axis=0), atol=1e-15)


@pytest.mark.parametrize("spec", [SGDSpec(0.1), MomentumSpec(0.1, momentum=0.9), AdamSpec(0.1)])
def test_that_an_optimizer_made_from_its_spec_steps_in_place(spec):
    network = network_of({"kind": "dense", "units": 1}, shape=(1,))
    weight = dict(network.named_parameters())["0.dense.weight"]
    array, w = weight.value, float(weight.value[0, 0])
    optimizer = spec.build(network.named_parameters())
    velocity = mean = squares = 0.0
    for t, g in enumerate((0.5, -0.25, 1.0), start=1):
        weight.gradient[...] = g
        optimizer.step()
        if spec.KIND == "sgd":
            w -= 0.1 * g
        elif spec.KIND == "momentum":
            velocity = 0.9 * velocity + g
            w -= 0.1 * velocity
        else:
            mean, squares = 0.9 * mean + 0.1 * g, 0.999 * squares + 0.001 * g * g
            w -= (
                0.1 * (mean / (1 - 0.9**t)) / (np.sqrt(squares / (1 - 0.999**t)) + spec.epsilon)
            )
    assert dict(network.named_parameters())["0.dense.weight"].value is array
    assert array[0, 0] == pytest.approx(w, rel=1e-9)


def test_that_a_session_yields_frozen_events_one_of_them_for_each_step(tmp_path):
    session = session_for(SEED_CNN.replace(epochs=1, validate_every=5), digits(tmp_path, 200))
    assert isinstance(session, TrainingSession)
    events = session.run()
    assert isinstance(events, Iterator)
    steps = []
    for event in events:
        with pytest.raises(FrozenInstanceError):
            event.step = 0
        if type(event).__name__ == "BatchFinished":
            steps.append(event.step)
            assert isinstance(event, BatchFinished)
            assert np.isfinite(
                session.network.forward(session.data.images[:2] / 255, training=False)
            ).all()
    assert steps == list(range(1, session.steps_per_epoch + 1))


def test_that_the_names_stand_where_they_are_looked_for():
    assert network_spec.NetworkSpec is NetworkSpec
    for name in ("LayerOutline", "layer_spec_from_dict", "network_spec_from_dict"):
        assert hasattr(network_spec, name)
