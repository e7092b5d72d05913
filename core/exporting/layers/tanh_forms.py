"""Tanh in other programs."""

from __future__ import annotations

from typing import ClassVar

from core.exporting.layers.layer_forms import KerasForm, LayerForms, TorchForm
from core.exporting.onnx_graph import OnnxGraph
from core.layers.tanh import TanhSpec
from core.network_spec import LayerOutline


class TanhForms(LayerForms[TanhSpec]):
    """Has a name of its own everywhere."""

    KIND: ClassVar[str] = TanhSpec.KIND

    def onnx(self, spec: TanhSpec, outline: LayerOutline, graph: OnnxGraph, x: str) -> str:
        return graph.node("Tanh", [x])

    def pytorch(self, spec: TanhSpec, outline: LayerOutline) -> TorchForm:
        return TorchForm("torch.tanh({x})")

    def keras(self, spec: TanhSpec, outline: LayerOutline) -> KerasForm:
        return KerasForm(('keras.layers.Activation("tanh", {name})',))
