"""Sigmoid in other programs."""

from __future__ import annotations

from typing import ClassVar

from core.exporting.layers.layer_forms import KerasForm, LayerForms, TorchForm
from core.exporting.onnx_graph import OnnxGraph
from core.layers.sigmoid import SigmoidSpec
from core.network_spec import LayerOutline


class SigmoidForms(LayerForms[SigmoidSpec]):
    """Has a name of its own everywhere."""

    KIND: ClassVar[str] = SigmoidSpec.KIND

    def onnx(self, spec: SigmoidSpec, outline: LayerOutline, graph: OnnxGraph, x: str) -> str:
        return graph.node("Sigmoid", [x])

    def pytorch(self, spec: SigmoidSpec, outline: LayerOutline) -> TorchForm:
        return TorchForm("torch.sigmoid({x})")

    def keras(self, spec: SigmoidSpec, outline: LayerOutline) -> KerasForm:
        return KerasForm(('keras.layers.Activation("sigmoid", {name})',))
