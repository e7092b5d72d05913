"""GlobalAveragePool2D in other programs."""

from __future__ import annotations

from typing import ClassVar

from core.exporting.layers.layer_forms import KerasForm, LayerForms, TorchForm
from core.exporting.onnx_graph import OnnxGraph
from core.layers.global_average_pool2d import GlobalAveragePool2DSpec
from core.network_spec import LayerOutline


class GlobalAveragePool2DForms(LayerForms[GlobalAveragePool2DSpec]):
    """The mean of every map."""

    KIND: ClassVar[str] = GlobalAveragePool2DSpec.KIND

    def onnx(
        self, spec: GlobalAveragePool2DSpec, outline: LayerOutline, graph: OnnxGraph, x: str
    ) -> str:
        return graph.node("Flatten", [graph.node("GlobalAveragePool", [x])], axis=1)

    def pytorch(self, spec: GlobalAveragePool2DSpec, outline: LayerOutline) -> TorchForm:
        return TorchForm("{x}.mean(dim=(2, 3))")

    def keras(self, spec: GlobalAveragePool2DSpec, outline: LayerOutline) -> KerasForm:
        return KerasForm(("keras.layers.GlobalAveragePooling2D({name})",))
