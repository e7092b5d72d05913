"""Small networks of every kind of layer, drawn at random, with a batch for each."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from core.errors import ShapeError
from core.layers.activation_spec import ActivationSpec
from core.layers.average_pool2d import AveragePool2DSpec
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.dropout import DropoutSpec
from core.layers.flatten import FlattenSpec
from core.layers.global_average_pool2d import GlobalAveragePool2DSpec
from core.layers.leaky_relu import LeakyReLUSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from core.layers.sigmoid import SigmoidSpec
from core.layers.softmax import SoftmaxSpec
from core.layers.spec import LayerSpec
from core.losses.base import Loss
from core.losses.binary_cross_entropy import BinaryCrossEntropy
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.losses.mean_squared_error import MeanSquaredError
from core.network_spec import NetworkSpec, build_network
from tests.support.layer_cases import other_specs
from tests.support.parity import gradients_of_the_chain, worst_norm_ratio

#: Kinds that these networks draw with settings of their own; all others come as in their case.
BY_HAND = {
    "conv2d", "max_pool2d", "average_pool2d", "global_average_pool2d", "flatten", "dense",
    "softmax", "dropout",
}  # fmt: skip
ON_MAPS, ON_ROWS = (other_specs(shape, BY_HAND) for shape in ((9, 9, 3), (9,)))
ACTIVATIONS = [spec for spec in ON_MAPS if isinstance(spec, ActivationSpec)]
MORE_ON_MAPS, MORE_ON_ROWS = (
    [spec for spec in specs if spec not in ACTIVATIONS] for specs in (ON_MAPS, ON_ROWS)
)
#: In networks of these alone float32 loses no digits to speak of.
CAREFUL = BY_HAND - {"softmax"} | {"relu", "leaky_relu", "batch_norm"}
#: Up to the last max-pool all numbers are multiples of this and sums of products of them are
#: exact: what ties in one library ties in every other, whatever the order of addition.
GRAIN = 1 / 8
#: A relative change of later results by `NOISE` may change no gradient by more than `SWAY`:
#: otherwise rounding alone decides, say, on which side of its kink a ReLU is.
NOISE, SWAY = 1e-7, 1e-6
#: A larger loss or slope comes from probabilities that are no more than rounding.
MOST_WRONG, STEEPEST = 12, 1e4
#: Brought to mean 0 and variance 1, fewer channels are little more than signs, and gradients
#: cancel.
FEWEST_CHANNELS = 4


class DrawnNetwork(NamedTuple):
    """A network, its weights, a batch and a loss; all numbers are exact in float32."""

    spec: NetworkSpec
    values: dict[str, np.ndarray]
    x: np.ndarray
    target: np.ndarray
    loss: Loss

    @property
    def saturates(self):
        """Whether float32 loses digits in a layer."""
        return any(layer.KIND not in CAREFUL for layer in self.spec.layers)

    def build(self, dtype):
        """Return the network with its weights."""
        network = build_network(self.spec, rng=np.random.default_rng(0), dtype=dtype)
        for path, parameter in network.named_parameters():
            parameter.value[...] = self.values[path]
        return network


def draw_network(seed):
    """Return the `DrawnNetwork` number `seed`, one whose gradients rounding cannot sway."""
    rng = np.random.default_rng([seed, 20])
    while True:
        drawn, exact_layers = _draw(rng)

        def disturb(index, y, exact_layers=exact_layers):
            later = index >= exact_layers - 1
            return y * (1 + later * NOISE * rng.choice([-1, 1], y.shape))

        _, value, gradients = gradients_of_the_chain(drawn, np.float64)
        steepest = max(np.abs(gradient).max() for gradient in gradients.values())
        if value > MOST_WRONG or steepest > STEEPEST:
            continue
        _, _, others = gradients_of_the_chain(drawn, np.float64, disturb)
        with np.errstate(over="ignore"):
            is_steady = worst_norm_ratio(others, gradients) <= SWAY
        if is_steady:
            return drawn


def _mixes_too_few(layer, shape):
    is_ours = layer.KIND not in BY_HAND and not layer.KEEPS_CHANNELS
    return is_ours and shape[-1] < FEWEST_CHANNELS


def _draw(rng):
    if rng.random() < 0.25:
        shape, exact, layers = (int(rng.integers(3, 12)),), [], _dense_part(rng)
    else:
        shape, exact, layers = _maps_part(rng)
    classes = int(rng.integers(2, 6))
    loss, ending = _ending(rng, classes)
    spec = NetworkSpec(shape, (*exact, *layers, *ending))
    network = build_network(spec, rng=rng, dtype=np.float64)
    values = {
        path: _value(rng, parameter.value.shape, path, len(exact))
        for path, parameter in network.named_parameters()
    }
    count = int(rng.integers(5, 8))
    target = rng.integers(0, classes, count)
    return DrawnNetwork(spec, values, _images(rng, (count, *shape)), target, loss), len(exact)


def _pick(rng, choices):
    return choices[int(rng.integers(len(choices)))]


def _pair(rng, low, high):
    return int(rng.integers(low, high)), int(rng.integers(low, high))


def _maps_part(rng):
    shape = (*_pair(rng, 5, 10), int(rng.integers(1, 4)))
    exact: list[LayerSpec] = []
    later: list[LayerSpec] = []
    current = shape
    plan = [(_exact_map_layer, exact)] * int(rng.integers(0, 5)) + [(_map_layer, later)] * 3
    for make, layers in plan:
        layer = make(rng)
        if _mixes_too_few(layer, current):
            continue
        try:
            current = layer.output_shape(current)
        except ShapeError:
            continue
        layers.append(layer)
    later.append(GlobalAveragePool2DSpec() if rng.random() < 0.25 else FlattenSpec())
    return shape, exact, [*later, *_dense_part(rng)]


def _padding(rng, window):
    edges = tuple((int(rng.integers(0, k)), int(rng.integers(0, k))) for k in window)
    return _pick(rng, ["valid", "same", edges])


def _conv(rng):
    kernel = _pair(rng, 1, 4)
    return Conv2DSpec(int(rng.integers(1, 5)), kernel, _pair(rng, 1, 3), _padding(rng, kernel))


def _pool(rng, kind):
    window = _pair(rng, 1, 4)
    stride = _pick(rng, [window, _pair(rng, 1, 4)])
    return kind(window, stride, _padding(rng, window))


def _exact_map_layer(rng):
    return _pick(
        rng,
        [
            lambda: _conv(rng),
            lambda: _pool(rng, MaxPool2DSpec),
            lambda: _pool(rng, MaxPool2DSpec),
            ReLUSpec,
            lambda: LeakyReLUSpec(0.25),
            lambda: DropoutSpec(0.5),
        ],
    )()


def _map_layer(rng):
    return _pick(
        rng,
        [
            lambda: _conv(rng),
            lambda: _conv(rng),
            lambda: _pool(rng, AveragePool2DSpec),
            lambda: DropoutSpec(0.3),
            lambda: _pick(rng, MORE_ON_MAPS),
            lambda: _pick(rng, ACTIVATIONS),
        ],
    )()


def _dense_part(rng):
    layers: list[LayerSpec] = []
    for _ in range(int(rng.integers(0, 3))):
        units = int(rng.integers(2, 9))
        layers.append(DenseSpec(units))
        more = _pick(rng, MORE_ON_ROWS)
        if rng.random() < 0.4 and not _mixes_too_few(more, (units,)):
            layers.append(more)
        layers.append(_pick(rng, ACTIVATIONS))
        if rng.random() < 0.25:
            layers.append(DropoutSpec(0.4))
    return layers


def _ending(rng, classes):
    dense = DenseSpec(classes)
    return _pick(
        rng,
        [
            (CategoricalCrossEntropy(), (dense, SoftmaxSpec())),
            (CategoricalCrossEntropy(0.125), (dense, SoftmaxSpec())),
            (BinaryCrossEntropy(), (dense, SigmoidSpec())),
            (MeanSquaredError(), (dense,)),
            (MeanSquaredError(), (dense, SoftmaxSpec())),
        ],
    )


def _value(rng, shape, path, exact_layers):
    if path.endswith("bias") and rng.random() < 0.5:
        return np.zeros(shape)
    if int(path.split(".")[0]) < exact_layers:
        return rng.integers(-6, 7, shape) * GRAIN
    value = rng.standard_normal(shape) * 0.7
    if path.endswith("gamma"):
        value = rng.uniform(0.5, 1.5, shape)
    return value.astype(np.float32).astype(np.float64)


def _images(rng, shape):
    """Return ink on a blank background: most pixels are exactly zero."""
    x = rng.integers(0, 9, shape) * GRAIN
    x[rng.random(shape) < 0.3] = 0
    if len(shape) == 4:
        x[:, : shape[1] // 3] = 0
        x[:, :, -(shape[2] // 3) :] = 0
    return x
