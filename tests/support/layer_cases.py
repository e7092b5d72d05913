"""Small examples of every layer, for the tests that all layers must pass."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from core.arrays import Shape
from core.errors import ShapeError
from core.layers.average_pool2d import AveragePool2DSpec
from core.layers.batch_norm import BatchNormSpec
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.dropout import DropoutSpec
from core.layers.elu import ELUSpec
from core.layers.exact_gelu import ExactGELUSpec
from core.layers.flatten import FlattenSpec
from core.layers.gelu import GELUSpec
from core.layers.global_average_pool2d import GlobalAveragePool2DSpec
from core.layers.layer_norm import LayerNormSpec
from core.layers.leaky_relu import LeakyReLUSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from core.layers.sigmoid import SigmoidSpec
from core.layers.softmax import SoftmaxSpec
from core.layers.spec import LayerSpec
from core.layers.tanh import TanhSpec
from core.network_spec import NetworkSpec


class LayerCase(NamedTuple):
    """A spec and the shape of a small batch for it."""

    spec: LayerSpec
    input_shape: Shape
    is_linear: bool = False

    def make(self, rng, dtype):
        """Return the built layer."""
        return self.spec.build(self.input_shape[1:], rng=rng, dtype=dtype)

    def make_used(self, rng, dtype):
        """Return the built layer with parameters and state that are not those of the start."""
        layer = self.make(rng, dtype)
        for parameter in layer.parameters.values():
            parameter.value += 0.3 * rng.standard_normal(parameter.value.shape)
        for array in layer.state.values():
            array += rng.integers(1, 4, array.shape).astype(array.dtype)
        return layer

    def network(self):
        """Return a small classifier that has the layer between others."""
        sample = self.input_shape[1:]
        before = (Conv2DSpec(sample[-1], (1, 1)) if len(sample) == 3 else DenseSpec(*sample),)
        rest = (FlattenSpec(), DenseSpec(4), SoftmaxSpec())
        return NetworkSpec(sample, (*before, self.spec, *rest))


#: By name; tests/core/layers/test_every_layer.py fails when a kind has no case.
LAYER_CASES = {
    "dense": LayerCase(DenseSpec(4), (5, 3), is_linear=True),
    "conv2d": LayerCase(
        Conv2DSpec(3, (3, 2), (2, 1), ((1, 0), (0, 1))), (4, 6, 5, 2), is_linear=True
    ),
    "max_pool2d": LayerCase(MaxPool2DSpec((3, 2), (2, 2), "same"), (4, 6, 5, 2)),
    "average_pool2d": LayerCase(
        AveragePool2DSpec((3, 2), (2, 1), "same"), (4, 6, 5, 2), is_linear=True
    ),
    "global_average_pool2d": LayerCase(GlobalAveragePool2DSpec(), (4, 3, 5, 2), is_linear=True),
    "flatten": LayerCase(FlattenSpec(), (4, 3, 2, 2), is_linear=True),
    "relu": LayerCase(ReLUSpec(), (4, 3, 2, 2)),
    "leaky_relu": LayerCase(LeakyReLUSpec(0.2), (4, 3, 2, 2)),
    "elu": LayerCase(ELUSpec(0.7), (4, 3, 2, 2)),
    "gelu": LayerCase(GELUSpec(), (4, 3, 2, 2)),
    "exact_gelu": LayerCase(ExactGELUSpec(), (4, 3, 2, 2)),
    "sigmoid": LayerCase(SigmoidSpec(), (4, 3, 2, 2)),
    "tanh": LayerCase(TanhSpec(), (4, 3, 2, 2)),
    "softmax": LayerCase(SoftmaxSpec(), (5, 4)),
    "layer_norm": LayerCase(LayerNormSpec(1e-3), (5, 12)),
    "layer_norm on maps": LayerCase(LayerNormSpec(), (4, 3, 2, 12)),
    "dropout": LayerCase(DropoutSpec(0.4), (5, 8)),
    "dropout on maps": LayerCase(DropoutSpec(0.4), (4, 3, 2, 2)),
    "batch_norm": LayerCase(BatchNormSpec(), (5, 3)),
    "batch_norm on maps": LayerCase(BatchNormSpec(0.7, 1e-3), (4, 3, 2, 2)),
}


def reads(spec, sample_shape):
    """Return whether a layer can follow samples of a shape."""
    try:
        spec.output_shape(sample_shape)
    except ShapeError:
        return False
    return True


def other_specs(sample_shape, besides):
    """Return the specs of all cases that read such samples, but of the kinds `besides`.

    For networks drawn at random: who draws some kinds by hand gets all others here.
    """
    cases = (case for case in LAYER_CASES.values() if case.spec.KIND not in besides)
    return [
        case.spec
        for case in cases
        if len(case.input_shape) == len(sample_shape) + 1 or reads(case.spec, sample_shape)
    ]


def different_layouts(x):
    """Yield the numbers of `x` as arrays of other memory orders, each with its name."""
    yield "fortran", np.asfortranarray(x)
    yield (
        "batch innermost",
        np.ascontiguousarray(np.moveaxis(x, 0, -1)).transpose(-1, *range(x.ndim - 1)),
    )
    if x.ndim == 4:
        rows = np.ascontiguousarray(x.transpose(1, 3, 2, 0))  # as Conv2D keeps its maps
        yield "stack of rows", rows.transpose(3, 0, 2, 1)
    spacious = np.zeros((*x.shape[:-1], 2 * x.shape[-1]), x.dtype)
    spacious[..., ::2] = x
    yield "strided", spacious[..., ::2]
    yield "backwards", np.ascontiguousarray(x[::-1])[::-1]
    read_only = x.copy()
    read_only.flags.writeable = False
    yield "read-only", read_only
