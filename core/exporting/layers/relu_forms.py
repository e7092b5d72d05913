"""ReLU in other programs."""

from __future__ import annotations

from typing import ClassVar

from core.exporting.layers.layer_forms import KerasForm, LayerForms, TorchForm
from core.exporting.onnx_graph import OnnxGraph
from core.layers.relu import ReLUSpec
from core.network_spec import LayerOutline


class ReLUForms(LayerForms[ReLUSpec]):
    """Has a name of its own everywhere."""

    KIND: ClassVar[str] = ReLUSpec.KIND

    def onnx(self, spec: ReLUSpec, outline: LayerOutline, graph: OnnxGraph, x: str) -> str:
        return graph.node("Relu", [x])

    def pytorch(self, spec: ReLUSpec, outline: LayerOutline) -> TorchForm:
        return TorchForm("F.relu({x})")

    def keras(self, spec: ReLUSpec, outline: LayerOutline) -> KerasForm:
        return KerasForm(("keras.layers.ReLU({name})",))
