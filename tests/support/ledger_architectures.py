"""Random small networks with everything in them, traced, for tests of the ledger."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from core.anatomy.addresses import INPUT_LAYER, ParameterAddress, ValueAddress
from core.errors import SpecError
from core.layers.activation_spec import ActivationSpec
from core.layers.average_pool2d import AveragePool2DSpec
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.dropout import DropoutSpec
from core.layers.flatten import FlattenSpec
from core.layers.global_average_pool2d import GlobalAveragePool2DSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.sigmoid import SigmoidSpec
from core.layers.softmax import SoftmaxSpec
from core.layers.tanh import TanhSpec
from core.ledger.books import Books
from core.losses.binary_cross_entropy import BinaryCrossEntropy
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.losses.mean_squared_error import MeanSquaredError
from core.network import Network
from core.network_spec import NetworkSpec, build_network
from core.trace import trace_sample
from core.training.snapshot import named_arrays, take_snapshot
from tests.support.layer_cases import other_specs

#: Kinds that have a place of their own in these networks; all others come as in their case.
BY_HAND = {
    "conv2d", "max_pool2d", "average_pool2d", "global_average_pool2d", "flatten", "dense",
    "softmax", "dropout",
}  # fmt: skip
ON_MAPS, ON_ROWS = (other_specs(shape, BY_HAND) for shape in ((9, 9, 3), (9,)))
ACTIVATIONS = [spec for spec in ON_MAPS if isinstance(spec, ActivationSpec)]
MORE_ON_MAPS, MORE_ON_ROWS = (
    [spec for spec in specs if spec not in ACTIVATIONS] for specs in (ON_MAPS, ON_ROWS)
)
#: Last layer, loss, and whether the loss takes the layer over.
ENDINGS = (
    (SoftmaxSpec(), lambda: CategoricalCrossEntropy(), True),
    (SoftmaxSpec(), lambda: CategoricalCrossEntropy(0.1), True),
    (SigmoidSpec(), lambda: BinaryCrossEntropy(), True),
    (SoftmaxSpec(), lambda: MeanSquaredError(), False),
    (SoftmaxSpec(), lambda: BinaryCrossEntropy(), False),
    (SigmoidSpec(), lambda: CategoricalCrossEntropy(0.2), False),
    (TanhSpec(), lambda: MeanSquaredError(), False),
)


class LedgerCase(NamedTuple):
    """A network, and what it made of a sample."""

    spec: NetworkSpec
    network: Network
    books: Books


def random_case(seed, dtype=np.float32):
    """Return a network whose every number is random, biases and statistics too."""
    rng = np.random.default_rng([seed, 1964])
    while True:
        spec, loss = _random_spec(rng, ENDINGS[seed % len(ENDINGS)])
        try:
            outlines = spec.outline()
        except SpecError:
            continue
        break
    network = build_network(spec, rng=rng, dtype=dtype)
    scramble(network, rng)
    # rounded, so that max-pools see ties; many zeros, like the paper around a digit
    x = np.round(rng.uniform(-1, 1, spec.input_shape) * 4) / 4
    x = (x * (rng.random(spec.input_shape) < 0.7)).astype(dtype)
    label = int(rng.integers(outlines[-1].output_shape[0]))
    trace = trace_sample(network, loss, x, label)
    values = take_snapshot(network, step=0, epoch=0).values
    return LedgerCase(spec, network, Books(outlines, trace, values, label, loss))


def scramble(network, rng):
    """Give biases, scales and running statistics values that cannot be mistaken for nothing."""
    for path, array in named_arrays(network):
        if path.endswith((".bias", ".beta", ".running_mean")):
            array[...] = rng.uniform(-0.4, 0.4, array.shape)
        elif path.endswith((".gamma", ".running_variance")):
            array[...] = rng.uniform(0.5, 1.5, array.shape)


def random_values(books, rng, count):
    """Yield addresses of values: every layer once, then layers at random."""
    layers = list(range(INPUT_LAYER, len(books.outlines)))
    layers += rng.choice(layers, max(0, count - len(layers))).tolist()
    for layer in layers[:count]:
        shape = books.output(layer).shape
        yield ValueAddress(layer, tuple(int(rng.integers(side)) for side in shape))


def random_parameters(books, rng, count):
    """Yield addresses of parameters, all arrays in turn."""
    paths = sorted(books.trace.parameter_gradients)
    for path in [paths[at % len(paths)] for at in range(count)]:
        shape = books.values[path].shape
        yield ParameterAddress(path, tuple(int(rng.integers(side)) for side in shape))


def _random_spec(rng, ending):
    last, make_loss, _ = ending
    layers = []
    if rng.random() < 0.12:
        shape = (int(rng.integers(4, 12)),)
    else:
        shape = (int(rng.integers(6, 11)), int(rng.integers(6, 11)), int(rng.integers(1, 3)))
        for _ in range(int(rng.integers(1, 4))):
            layers += _map_block(rng)
        layers.append(GlobalAveragePool2DSpec() if rng.random() < 0.25 else FlattenSpec())
    if rng.random() < 0.7:
        layers.append(DenseSpec(int(rng.integers(3, 9))))
        if rng.random() < 0.3:
            layers.append(_any(rng, MORE_ON_ROWS))
        # a softmax in the middle has a Jacobian too
        layers.append(SoftmaxSpec() if rng.random() < 0.15 else _any(rng, ACTIVATIONS))
        if rng.random() < 0.3:
            layers.append(DropoutSpec(0.4))
    layers += [DenseSpec(int(rng.integers(2, 6))), last]
    return NetworkSpec(shape, tuple(layers)), make_loss()


def _map_block(rng):
    layers = []
    if rng.random() < 0.75:
        kernel, stride = _pair(rng, 1, 3), _pair(rng, 1, 2)
        layers.append(
            Conv2DSpec(int(rng.integers(1, 4)), kernel, stride, _padding(rng, kernel))
        )
    if rng.random() < 0.3:
        layers.append(_any(rng, MORE_ON_MAPS))
    if rng.random() < 0.8:
        layers.append(_any(rng, ACTIVATIONS))
    if rng.random() < 0.7:
        kind = MaxPool2DSpec if rng.random() < 0.6 else AveragePool2DSpec
        window = _pair(rng, 1, 3)
        padding = _padding(rng, (max(window[0] - 1, 0), max(window[1] - 1, 0)))
        layers.append(kind(window, _pair(rng, 1, 3), padding))
    if rng.random() < 0.2:
        layers.append(DropoutSpec(0.25))
    return layers


def _pair(rng, low, high):
    return int(rng.integers(low, high + 1)), int(rng.integers(low, high + 1))


def _padding(rng, at_most):
    choice = rng.random()
    if choice < 0.35:
        return "valid"
    if choice < 0.65:
        return "same"
    return tuple(tuple(int(v) for v in rng.integers(0, most + 1, 2)) for most in at_most)


def _any(rng, options):
    return options[int(rng.integers(len(options)))]
