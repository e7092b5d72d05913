"""Conv2D in other programs."""

from __future__ import annotations

from typing import ClassVar

from core.exporting.layers.layer_forms import KerasForm, LayerForms, TorchForm, TorchWeight
from core.exporting.layers.window_text import onnx_window, torch_padded
from core.exporting.onnx_graph import OnnxGraph
from core.layers.conv2d import Conv2DSpec
from core.network_spec import LayerOutline

#: Of our axes: filters, inputs, rows, columns.
_TORCH_ORDER = (3, 2, 0, 1)


class Conv2DForms(LayerForms[Conv2DSpec]):
    """ONNX and PyTorch have its weight as (filters, inputs, rows, columns)."""

    KIND: ClassVar[str] = Conv2DSpec.KIND

    def onnx(self, spec: Conv2DSpec, outline: LayerOutline, graph: OnnxGraph, x: str) -> str:
        window = spec.window(outline.input_shape)
        weight = graph.transposed_weight(outline, "weight", _TORCH_ORDER)
        (bias,) = graph.weights(outline, "bias")
        return graph.node("Conv", [x, weight, bias], **onnx_window(window))

    def pytorch(self, spec: Conv2DSpec, outline: LayerOutline) -> TorchForm:
        channels = f"{outline.input_shape[2]}, {spec.filters}, {spec.kernel_size}"
        return TorchForm(
            f"{{layer}}({torch_padded(spec.window(outline.input_shape))})",
            f"torch.nn.Conv2d({channels}, stride={spec.stride})",
            (TorchWeight("weight", "weight", _TORCH_ORDER), TorchWeight("bias", "bias")),
        )

    def keras(self, spec: Conv2DSpec, outline: LayerOutline) -> KerasForm:
        pads = spec.window(outline.input_shape).pads
        before = (f"keras.layers.ZeroPadding2D({pads})",) if any(map(any, pads)) else ()
        settings = f"{spec.filters}, {spec.kernel_size}, strides={spec.stride}"
        return KerasForm(
            (*before, f"keras.layers.Conv2D({settings}, {{name}})"), ("weight", "bias")
        )
