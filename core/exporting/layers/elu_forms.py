"""ELU in other programs."""

from __future__ import annotations

from typing import ClassVar

from core.exporting.layers.layer_forms import KerasForm, LayerForms, TorchForm
from core.exporting.onnx_graph import OnnxGraph
from core.layers.elu import ELUSpec
from core.network_spec import LayerOutline


class ELUForms(LayerForms[ELUSpec]):
    """Its alpha is theirs."""

    KIND: ClassVar[str] = ELUSpec.KIND

    def onnx(self, spec: ELUSpec, outline: LayerOutline, graph: OnnxGraph, x: str) -> str:
        return graph.node("Elu", [x], alpha=spec.alpha)

    def pytorch(self, spec: ELUSpec, outline: LayerOutline) -> TorchForm:
        return TorchForm(f"F.elu({{x}}, {spec.alpha!r})")

    def keras(self, spec: ELUSpec, outline: LayerOutline) -> KerasForm:
        return KerasForm((f"keras.layers.ELU({spec.alpha!r}, {{name}})",))
