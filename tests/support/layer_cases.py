"""One small example of every layer, for the tests that all layers must pass."""

from __future__ import annotations

from typing import NamedTuple

from core.arrays import Shape
from core.layer_specs import (
    Conv2DSpec,
    DenseSpec,
    FlattenSpec,
    LayerSpec,
    MaxPool2DSpec,
    ReLUSpec,
    SoftmaxSpec,
)


class LayerCase(NamedTuple):
    """A spec and the shape of a small batch for it."""

    spec: LayerSpec
    input_shape: Shape

    def make(self, rng, dtype):
        """Return the built layer."""
        return self.spec.build(self.input_shape[1:], rng=rng, dtype=dtype)


#: By kind; tests/core/layers/test_every_layer.py fails when a kind has no case.
LAYER_CASES = {
    "dense": LayerCase(DenseSpec(4), (5, 3)),
    "conv2d": LayerCase(Conv2DSpec(3, (3, 2), (2, 1), ((1, 0), (0, 1))), (4, 6, 5, 2)),
    "max_pool2d": LayerCase(MaxPool2DSpec((3, 2), (2, 2), "same"), (4, 6, 5, 2)),
    "flatten": LayerCase(FlattenSpec(), (4, 3, 2, 2)),
    "relu": LayerCase(ReLUSpec(), (4, 3, 2, 2)),
    "softmax": LayerCase(SoftmaxSpec(), (5, 4)),
}
