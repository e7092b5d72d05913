"""Softmax in other programs."""

from __future__ import annotations

from typing import ClassVar

from core.exporting.layers.layer_forms import KerasForm, LayerForms, TorchForm
from core.exporting.onnx_graph import OnnxGraph
from core.layers.softmax import SoftmaxSpec
from core.network_spec import LayerOutline


class SoftmaxForms(LayerForms[SoftmaxSpec]):
    """Over the numbers of a flat sample."""

    KIND: ClassVar[str] = SoftmaxSpec.KIND

    def onnx(self, spec: SoftmaxSpec, outline: LayerOutline, graph: OnnxGraph, x: str) -> str:
        return graph.node("Softmax", [x], axis=1)

    def pytorch(self, spec: SoftmaxSpec, outline: LayerOutline) -> TorchForm:
        return TorchForm("F.softmax({x}, dim=1)")

    def keras(self, spec: SoftmaxSpec, outline: LayerOutline) -> KerasForm:
        return KerasForm(("keras.layers.Softmax({name})",))
