"""AveragePool2D in other programs."""

from __future__ import annotations

from typing import ClassVar

from core.exporting.layers.layer_forms import KerasForm, LayerForms, TorchForm
from core.exporting.layers.window_text import onnx_window, torch_pads
from core.exporting.onnx_graph import OnnxGraph
from core.layers.average_pool2d import AveragePool2DSpec
from core.network_spec import LayerOutline

_TORCH = '''
def average_pool(x, window, stride, pads):
    """Return the mean of every window over the cells that are really there."""

    def sums(maps):
        return F.avg_pool2d(F.pad(maps, pads), window, stride, divisor_override=1)

    return sums(x) / sums(torch.ones_like(x))
'''
_KERAS = '''
class AveragePool(keras.layers.Layer):
    """The mean of every window over the cells that are really there."""

    def __init__(self, window, strides, pads, **settings):
        super().__init__(**settings)
        self.window, self.strides, self.pads = window, strides, pads

    def call(self, x):
        return self.means(x) / self.means(keras.ops.ones_like(x))

    def means(self, maps):
        maps = keras.ops.pad(maps, ((0, 0), *self.pads, (0, 0)))
        return keras.ops.average_pool(maps, self.window, self.strides)
'''


class AveragePool2DForms(LayerForms[AveragePool2DSpec]):
    """Cells added around a map are not counted."""

    KIND: ClassVar[str] = AveragePool2DSpec.KIND

    def onnx(
        self, spec: AveragePool2DSpec, outline: LayerOutline, graph: OnnxGraph, x: str
    ) -> str:
        window = onnx_window(spec.window(outline.input_shape))
        return graph.node("AveragePool", [x], count_include_pad=0, **window)

    def pytorch(self, spec: AveragePool2DSpec, outline: LayerOutline) -> TorchForm:
        window = f"{spec.pool_size}, {spec.stride}"
        pads = torch_pads(spec.window(outline.input_shape))
        if not any(pads):
            return TorchForm(f"F.avg_pool2d({{x}}, {window})")
        return TorchForm(f"average_pool({{x}}, {window}, {pads})", helper=_TORCH)

    def keras(self, spec: AveragePool2DSpec, outline: LayerOutline) -> KerasForm:
        pads = spec.window(outline.input_shape).pads
        window = f"{spec.pool_size}, strides={spec.stride}"
        if not any(map(any, pads)):
            return KerasForm((f"keras.layers.AveragePooling2D({window}, {{name}})",))
        return KerasForm((f"AveragePool({window}, pads={pads}, {{name}})",), helper=_KERAS)
