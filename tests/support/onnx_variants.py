"""One network in the many ways that programs write it as ONNX."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tests.support.onnx_activations import OnnxActivations

#: Of the input: channels, rows and columns.
CHANNELS, SIDE = 2, 12


class Variant(NamedTuple):
    """A model as bytes, and what is to become of it.

    Attributes
    ----------
    content : bytes
    beside : bytes
        Weights in the file ``weights.bin`` beside it; often none.
    refused : str
        A word of the sentence that refuses it; empty if it is to be read.
    says : str
        The ways in which it was written.
    """

    content: bytes
    beside: bytes
    refused: str
    says: str


def drawn_variant(seed):
    """Return a `Variant` whose parts are written in ways drawn at random."""
    return _Network(seed, (CHANNELS, SIDE, SIDE)).write()


class _Network(OnnxActivations):
    """Adds a whole network, each part in one of the ways there are."""

    def write(self):
        """Return the `Variant`."""
        self.choose(
            self.plain_input, self.pixels, self.whole_pixels, self.channels_last,
            self.without_colour,
        )  # fmt: skip
        input_dims, kind = self.input_dims, self.kind
        for _ in range(2):
            self.convolution()
            self.choose(self.no_norm, self.norm, self.folded_norm)
            self.activation()
            self.choose(self.no_pool, self.max_pool, self.mean_pool)
            self.choose(self.as_it_is, self.dropped)
        self.choose(self.flattened, self.reshaped, self.computed_shape, self.mean_of_maps,
                    self.laid_out_last)  # fmt: skip
        self.dense(6)
        self.choose(self.no_norm, self.layer_norm)
        self.activation()
        self.dense(3)
        self.choose(self.scores, self.probabilities, self.logarithms)
        return Variant(self.bytes_of(input_dims, kind), self.beside, self.refused,
                       f"opset {self.opset}: {', '.join(self.ways)}")  # fmt: skip

    # the input

    def plain_input(self):
        self.input_dims, self.kind = self.dims, "FLOAT"

    def pixels(self):
        self.plain_input()
        if self.maybe():
            self.then("Sub", self.beside_maps(self.per_channel(0.3, 0.6)))
        if self.maybe():
            self.then("Div", self.beside_maps(self.per_channel(0.2, 0.4)))
        else:
            self.then("Mul", self.constant(2.0))

    def whole_pixels(self):
        self.input_dims, self.kind = self.dims, "UINT8"
        self.then("Cast", to=self.onnx.TensorProto.FLOAT)
        if self.maybe():
            self.then("Sub", self.constant(127.5))
        self.then("Div", self.constant(127.5)) if self.maybe() else self.then(
            "Mul", self.constant(1 / 255)
        )

    def channels_last(self):
        self.input_dims, self.kind = (SIDE, SIDE, CHANNELS), "FLOAT"
        self.then("Transpose", perm=[0, 3, 1, 2])

    def without_colour(self):
        self.input_dims, self.kind = (SIDE, SIDE), "FLOAT"
        self.axes("Unsqueeze", 1)
        self.dims = (1, SIDE, SIDE)

    # from maps to rows

    def row(self):
        self.dims, self.is_last = (int(np.prod(self.dims)),), False

    def flattened(self):
        self.then("Flatten")
        self.row()

    def reshaped(self):
        self.then(
            "Reshape", self.whole(*((0, -1) if self.maybe() else (-1, np.prod(self.dims))))
        )
        self.row()

    def computed_shape(self):
        shape = self.node("Shape", self.x)
        count = self.node("Gather", shape, self.constant(np.array(0), np.int64), axis=0)
        name, self.x = self.x, count
        self.axes("Unsqueeze", 0)
        to = self.node("Concat", self.x, self.whole(-1), axis=0)
        self.x = self.node("Reshape", name, to)
        self.row()

    def mean_of_maps(self):
        way = self.rng.integers(3)
        if way == 0:
            self.then("GlobalAveragePool")
            self.then("Flatten") if self.maybe() else self.axes("Squeeze", 2, 3)
        elif self.opset < 18:
            self.then("ReduceMean", axes=[2, 3], keepdims=0)
        else:
            self.then("ReduceMean", self.whole(-1, -2), keepdims=0)
        self.dims = self.dims[:1]

    def laid_out_last(self):
        """As TensorFlow has it."""
        self.then("Transpose", perm=[0, 2, 3, 1])
        self.dims = (*self.dims[1:], self.dims[0])
        self.reshaped()

    # the end

    def scores(self):
        pass

    def probabilities(self):
        self.then("Softmax", axis=1)

    def logarithms(self):
        self.then("LogSoftmax", axis=-1 if self.opset >= 11 else 1)
