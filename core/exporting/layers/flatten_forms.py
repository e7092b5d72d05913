"""Flatten in other programs."""

from __future__ import annotations

from typing import ClassVar

from core.exporting.layers.layer_forms import KerasForm, LayerForms, TorchForm
from core.exporting.onnx_graph import OnnxGraph
from core.layers.flatten import FlattenSpec
from core.network_spec import LayerOutline


class FlattenForms(LayerForms[FlattenSpec]):
    """Row by row with channels innermost: other programs have the channels outermost."""

    KIND: ClassVar[str] = FlattenSpec.KIND

    def onnx(self, spec: FlattenSpec, outline: LayerOutline, graph: OnnxGraph, x: str) -> str:
        x = graph.channels_last(x) if len(outline.input_shape) == 3 else x
        return graph.node("Flatten", [x], axis=1)

    def pytorch(self, spec: FlattenSpec, outline: LayerOutline) -> TorchForm:
        is_maps = len(outline.input_shape) == 3
        return TorchForm("{x}.permute(0, 2, 3, 1).flatten(1)" if is_maps else "{x}.flatten(1)")

    def keras(self, spec: FlattenSpec, outline: LayerOutline) -> KerasForm:
        return KerasForm(("keras.layers.Flatten({name})",))
