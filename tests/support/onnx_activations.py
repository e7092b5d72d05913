"""Activations in the many ways that programs write them as ONNX."""

from __future__ import annotations

import numpy as np

from tests.support.onnx_parts import OnnxParts


class OnnxActivations(OnnxParts):
    """Adds activations; three of them are none of ours."""

    def activation(self):
        ways = [
            self.relu, self.relu_by_clip, self.relu_by_max, self.leaky, self.leaky_by_prelu,
            self.elu, self.selu, self.sigmoid, self.tanh, self.gelu, self.gelu_spelled,
            self.tanh_gelu_spelled,
        ]  # fmt: skip
        if self.maybe(0.06):
            ways = [self.relu6, self.swish, self.hard_swish]
        self.choose(*ways)

    def relu(self):
        self.then("Relu")

    def clip(self, low, high=None):
        if self.opset < 11:
            self.then("Clip", min=low, **({} if high is None else {"max": high}))
        else:
            bounds = [self.constant(one) for one in (low, high) if one is not None]
            self.then("Clip", *bounds)

    def relu_by_clip(self):
        self.clip(0.0)

    def relu_by_max(self):
        self.then("Max", self.constant(0.0))

    def leaky(self):
        self.then("LeakyRelu", **({} if self.maybe() else {"alpha": 0.2}))

    def leaky_by_prelu(self):
        self.then("PRelu", self.constant(np.array([0.25])))

    def elu(self):
        self.then("Elu", alpha=0.7)

    def selu(self):
        self.then("Selu")

    def sigmoid(self):
        self.then("Sigmoid")

    def tanh(self):
        self.then("Tanh")

    def gelu(self):
        if self.opset < 20:
            self.gelu_spelled()
        else:
            self.then("Gelu", approximate="tanh" if self.maybe() else "none")

    def gelu_spelled(self):
        """As PyTorch has it below opset 20."""
        x = self.x
        self.then("Div", self.constant(np.sqrt(2)))
        self.then("Erf")
        self.then("Add", self.constant(1.0))
        self.x = self.node("Mul", x, self.x)
        self.then("Mul", self.constant(0.5))

    def tanh_gelu_spelled(self):
        x = self.x
        self.then("Pow", self.constant(3.0))
        self.then("Mul", self.constant(0.044715))
        self.x = self.node("Add", x, self.x)
        self.then("Mul", self.constant(np.sqrt(2 / np.pi)))
        self.then("Tanh")
        self.then("Add", self.constant(1.0))
        half = self.node("Mul", x, self.constant(0.5))
        self.x = self.node("Mul", half, self.x)

    def relu6(self):
        self.refused = self.refused or "Clip from 0 to 6"
        self.clip(0.0, 6.0)

    def swish(self):
        self.refused = self.refused or "branches"
        self.x = self.node("Mul", self.x, self.node("Sigmoid", self.x))

    def hard_swish(self):
        self.refused = self.refused or ("HardSwish" if self.opset >= 14 else "HardSigmoid")
        self.then("HardSwish" if self.opset >= 14 else "HardSigmoid")
