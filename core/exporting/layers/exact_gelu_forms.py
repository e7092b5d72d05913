"""Exact GELU in other programs."""

from __future__ import annotations

from typing import ClassVar

from core.exporting.layers.layer_forms import KerasForm, LayerForms, TorchForm
from core.exporting.onnx_graph import OnnxGraph
from core.layers.exact_gelu import ExactGELUSpec
from core.network_spec import LayerOutline


class ExactGELUForms(LayerForms[ExactGELUSpec]):
    """What GELU usually means elsewhere; Keras is asked for it by name."""

    KIND: ClassVar[str] = ExactGELUSpec.KIND

    def onnx(self, spec: ExactGELUSpec, outline: LayerOutline, graph: OnnxGraph, x: str) -> str:
        return graph.node("Gelu", [x])

    def pytorch(self, spec: ExactGELUSpec, outline: LayerOutline) -> TorchForm:
        return TorchForm("F.gelu({x})")

    def keras(self, spec: ExactGELUSpec, outline: LayerOutline) -> KerasForm:
        return KerasForm(('keras.layers.Activation("gelu", {name})',))
