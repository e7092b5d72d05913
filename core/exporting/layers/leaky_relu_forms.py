"""LeakyReLU in other programs."""

from __future__ import annotations

from typing import ClassVar

from core.exporting.layers.layer_forms import KerasForm, LayerForms, TorchForm
from core.exporting.onnx_graph import OnnxGraph
from core.layers.leaky_relu import LeakyReLUSpec
from core.network_spec import LayerOutline


class LeakyReLUForms(LayerForms[LeakyReLUSpec]):
    """Its slope is ONNX's alpha."""

    KIND: ClassVar[str] = LeakyReLUSpec.KIND

    def onnx(self, spec: LeakyReLUSpec, outline: LayerOutline, graph: OnnxGraph, x: str) -> str:
        return graph.node("LeakyRelu", [x], alpha=spec.negative_slope)

    def pytorch(self, spec: LeakyReLUSpec, outline: LayerOutline) -> TorchForm:
        return TorchForm(f"F.leaky_relu({{x}}, {spec.negative_slope!r})")

    def keras(self, spec: LeakyReLUSpec, outline: LayerOutline) -> KerasForm:
        return KerasForm((f"keras.layers.LeakyReLU({spec.negative_slope!r}, {{name}})",))
