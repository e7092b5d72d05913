"""MaxPool2D in other programs."""

from __future__ import annotations

from typing import ClassVar

from core.exporting.layers.layer_forms import KerasForm, LayerForms, TorchForm
from core.exporting.layers.window_text import onnx_window, torch_padded
from core.exporting.onnx_graph import OnnxGraph
from core.layers.max_pool2d import MaxPool2DSpec
from core.network_spec import LayerOutline

_LOW_PADDING = '''
class LowPadding(keras.layers.Layer):
    """Cells around maps that are lower than every number."""

    def __init__(self, pads):
        super().__init__()
        self.pads = pads

    def call(self, x):
        pads = ((0, 0), *self.pads, (0, 0))
        return keras.ops.pad(x, pads, constant_values=float("-inf"))
'''


class MaxPool2DForms(LayerForms[MaxPool2DSpec]):
    """Cells added around a map never win."""

    KIND: ClassVar[str] = MaxPool2DSpec.KIND

    def onnx(self, spec: MaxPool2DSpec, outline: LayerOutline, graph: OnnxGraph, x: str) -> str:
        return graph.node("MaxPool", [x], **onnx_window(spec.window(outline.input_shape)))

    def pytorch(self, spec: MaxPool2DSpec, outline: LayerOutline) -> TorchForm:
        padded = torch_padded(spec.window(outline.input_shape), ', value=float("-inf")')
        return TorchForm(f"F.max_pool2d({padded}, {spec.pool_size}, {spec.stride})")

    def keras(self, spec: MaxPool2DSpec, outline: LayerOutline) -> KerasForm:
        pads = spec.window(outline.input_shape).pads
        pool = f"keras.layers.MaxPooling2D({spec.pool_size}, strides={spec.stride}, {{name}})"
        if not any(map(any, pads)):
            return KerasForm((pool,))
        return KerasForm((f"LowPadding({pads})", pool), helper=_LOW_PADDING)
