"""Layers that read maps or rows, in the many ways that programs write them as ONNX."""

from __future__ import annotations

import numpy as np

from tests.support.onnx_writer import OnnxWriter


class OnnxParts(OnnxWriter):
    """Adds convolutions, poolings, normalisations and dense layers."""

    def convolution(self):
        drawn = self.rng.integers(1, 4, 2)
        rows, columns = (
            min(int(k), side) for k, side in zip(drawn, self.dims[1:], strict=True)
        )
        stride = [int(side) for side in self.rng.integers(1, 3, 2)]
        filters, inputs = int(self.rng.integers(3, 6)), self.dims[0]
        pads = [0, 0, 0, 0]  # top, left, bottom, right
        about = {"strides": stride}
        way = self.rng.choice(["none", "pads", "SAME_UPPER", "SAME_LOWER", "VALID", "Pad"])
        self.ways.append(f"padded by {way}")
        if way == "pads":
            pads = [int(side) for side in self.rng.integers(0, 3, 4)]
            about["pads"] = pads
        elif way == "Pad":
            pads = [int(side) for side in self.rng.integers(0, 3, 4)]
            self.padded(pads)
        elif way != "none":
            about["auto_pad"] = way
        if self.maybe(0.04) and self.dims[2] > 4:
            self.refused = self.refused or "dilations"
            about["dilations"] = [1, 2]
        if self.maybe(0.5):
            about["kernel_shape"] = [rows, columns]
        weight = self.rng.standard_normal((filters, inputs, rows, columns)) * 0.5
        bias = self.rng.standard_normal(filters) * 0.3
        if self.maybe(0.04) and inputs > 1:
            self.refused = self.refused or "in groups"
            about["group"], filters = inputs, inputs
            weight, bias = weight[:1, :1].repeat(inputs, 0), bias[:1].repeat(inputs)
        given = [self.constant(weight)]
        where = self.rng.integers(3)
        if where == 0:
            given.append(self.constant(bias))
        self.then("Conv", *given, **about)
        gap = about.get("dilations", [1, 1])
        sides = []
        for at, kernel in enumerate((rows, columns)):
            length, kernel = self.dims[at + 1], (kernel - 1) * gap[at] + 1
            if way.startswith("SAME"):
                sides.append(-(-length // stride[at]))
            else:
                sides.append((length + pads[at] + pads[at + 2] - kernel) // stride[at] + 1)
        self.dims = (filters, *sides)
        if where == 1:
            self.then("Add", self.beside_maps(bias))

    def padded(self, pads, value=None):
        """Add a Pad, whose cells are counted by who calls."""
        top, left, bottom, right = pads
        sides = [0, 0, top, left, 0, 0, bottom, right]
        if self.opset < 11:
            extra = {} if value is None else {"value": value}
            self.then("Pad", pads=sides, mode="constant", **extra)
            return
        given = [self.whole(*sides)]
        if value is not None or self.maybe():
            given.append(self.constant(value or 0.0))
        self.then("Pad", *given)

    def no_norm(self):
        pass

    def norm(self):
        gamma, beta, mean = (self.per_channel(0.5, 1.5) for _ in range(3))
        given = (gamma, beta, mean, self.per_channel(0.5, 2))
        self.then("BatchNormalization", *map(self.constant, given),
                  epsilon=float(self.rng.choice([1e-5, 1e-3])))  # fmt: skip

    def folded_norm(self):
        self.then("Mul", self.beside_maps(self.per_channel(0.5, 1.5)))
        self.then("Add", self.beside_maps(self.per_channel(-0.5, 0.5)))

    def layer_norm(self):
        gamma, beta = self.per_channel(0.5, 1.5), self.per_channel(-0.5, 0.5)
        if self.opset >= 17 and self.maybe():
            self.then("LayerNormalization", self.constant(gamma), self.constant(beta))
            return
        x, about = self.x, {"keepdims": 1}
        axes = () if self.opset < 18 else (self.whole(-1),)
        about |= {"axes": [-1]} if self.opset < 18 else {}
        away = self.node("Sub", x, self.node("ReduceMean", x, *axes, **about))
        square = self.node("Pow", away, self.constant(2.0))
        spread = self.node("Add", self.node("ReduceMean", square, *axes, **about),
                           self.constant(1e-5))  # fmt: skip
        self.x = self.node("Div", away, self.node("Sqrt", spread))
        self.then("Mul", self.constant(gamma))
        self.then("Add", self.constant(beta))

    def no_pool(self):
        pass

    def pool(self, operator, *, may_be_up=True, **about):
        window = [int(min(2, side)) for side in self.dims[1:]]
        stride = [2, 2]
        about |= {"kernel_shape": window, "strides": stride}
        is_up = may_be_up and self.opset >= 10 and self.maybe(0.3)
        if is_up:
            about["ceil_mode"] = 1
        self.then(operator, **about)
        self.dims = (self.dims[0], *(
            (-(-(side - k) // 2) if is_up else (side - k) // 2) + 1
            for side, k in zip(self.dims[1:], window, strict=True)
        ))  # fmt: skip

    def max_pool(self):
        is_padded = self.maybe(0.2) and min(self.dims[1:]) > 2
        if is_padded:
            self.padded([1, 0, 0, 1], -3.4e38)
            self.dims = (self.dims[0], self.dims[1] + 1, self.dims[2] + 1)
        self.pool("MaxPool", may_be_up=not is_padded)

    def mean_pool(self):
        if self.maybe(0.1) and min(self.dims[1:]) > 2:
            self.refused = self.refused or "count_include_pad"
            self.then("AveragePool", kernel_shape=[2, 2], pads=[1, 1, 0, 0],
                      count_include_pad=1)  # fmt: skip
            return
        self.pool("AveragePool")

    def as_it_is(self):
        self.then("Identity")

    def dropped(self):
        if self.opset < 12:
            self.then("Dropout", ratio=0.3)
        else:
            self.then("Dropout", self.constant(0.3))

    def dense(self, units):
        weight = self.rng.standard_normal((self.dims[0], units)) / np.sqrt(self.dims[0])
        bias = self.rng.standard_normal(units) * 0.3
        way = self.rng.choice(["Gemm", "turned Gemm", "MatMul", "turned MatMul"])
        self.ways.append(f"{way}")
        self.dims = (units,)
        if way == "MatMul":
            self.then("MatMul", self.constant(weight))
        elif way == "turned MatMul":
            self.then("MatMul", self.node("Transpose", self.constant(weight.T), perm=[1, 0]))
        else:
            about = {}
            if self.maybe(0.3):
                about |= {"alpha": 0.5, "beta": 2.0}
            is_turned = way.startswith("turned")
            given = [self.constant(weight.T if is_turned else weight)]
            if is_turned:
                about["transB"] = 1
            if self.opset < 11 or self.maybe(0.7):
                given.append(self.constant(bias))
            self.then("Gemm", *given, **about)
            return
        if self.maybe(0.7):
            self.then("Add", self.constant(bias))
