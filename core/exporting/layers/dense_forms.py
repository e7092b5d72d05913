"""Dense in other programs."""

from __future__ import annotations

from typing import ClassVar

from core.exporting.layers.layer_forms import KerasForm, LayerForms, TorchForm, TorchWeight
from core.exporting.onnx_graph import OnnxGraph
from core.layers.dense import DenseSpec
from core.network_spec import LayerOutline


class DenseForms(LayerForms[DenseSpec]):
    """PyTorch has its weight as (units, inputs)."""

    KIND: ClassVar[str] = DenseSpec.KIND

    def onnx(self, spec: DenseSpec, outline: LayerOutline, graph: OnnxGraph, x: str) -> str:
        return graph.node("Gemm", [x, *graph.weights(outline, "weight", "bias")])

    def pytorch(self, spec: DenseSpec, outline: LayerOutline) -> TorchForm:
        return TorchForm(
            "{layer}({x})",
            f"torch.nn.Linear({outline.input_shape[0]}, {spec.units})",
            (TorchWeight("weight", "weight", (1, 0)), TorchWeight("bias", "bias")),
        )

    def keras(self, spec: DenseSpec, outline: LayerOutline) -> KerasForm:
        return KerasForm((f"keras.layers.Dense({spec.units}, {{name}})",), ("weight", "bias"))
