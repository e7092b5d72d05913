"""Dropout in other programs."""

from __future__ import annotations

from typing import ClassVar

from core.exporting.layers.layer_forms import KerasForm, LayerForms, TorchForm
from core.exporting.onnx_graph import OnnxGraph
from core.layers.dropout import DropoutSpec
from core.network_spec import LayerOutline


class DropoutForms(LayerForms[DropoutSpec]):
    """In use all numbers pass; scripts keep it for who trains them."""

    KIND: ClassVar[str] = DropoutSpec.KIND

    def onnx(self, spec: DropoutSpec, outline: LayerOutline, graph: OnnxGraph, x: str) -> str:
        return x

    def pytorch(self, spec: DropoutSpec, outline: LayerOutline) -> TorchForm:
        return TorchForm("{layer}({x})", f"torch.nn.Dropout({spec.rate!r})")

    def keras(self, spec: DropoutSpec, outline: LayerOutline) -> KerasForm:
        return KerasForm((f"keras.layers.Dropout({spec.rate!r}, {{name}})",))
