"""LayerNorm in other programs."""

from __future__ import annotations

from typing import ClassVar

from core.exporting.layers.layer_forms import KerasForm, LayerForms, TorchForm, TorchWeight
from core.exporting.onnx_graph import OnnxGraph
from core.layers.layer_norm import LayerNormSpec
from core.network_spec import LayerOutline


class LayerNormForms(LayerForms[LayerNormSpec]):
    """Over the last axis: of maps, over the channels of one place."""

    KIND: ClassVar[str] = LayerNormSpec.KIND

    def onnx(self, spec: LayerNormSpec, outline: LayerOutline, graph: OnnxGraph, x: str) -> str:
        weights = graph.weights(outline, "gamma", "beta")
        is_maps = len(outline.input_shape) == 3
        x = graph.channels_last(x) if is_maps else x
        y = graph.node("LayerNormalization", [x, *weights], axis=-1, epsilon=spec.epsilon)
        return graph.channels_first(y) if is_maps else y

    def pytorch(self, spec: LayerNormSpec, outline: LayerOutline) -> TorchForm:
        call = "{layer}({x})"
        if len(outline.input_shape) == 3:
            call = "{layer}({x}.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)"
        return TorchForm(
            call,
            f"torch.nn.LayerNorm({outline.input_shape[-1]}, eps={spec.epsilon!r})",
            (TorchWeight("gamma", "weight"), TorchWeight("beta", "bias")),
        )

    def keras(self, spec: LayerNormSpec, outline: LayerOutline) -> KerasForm:
        return KerasForm(
            (f"keras.layers.LayerNormalization(epsilon={spec.epsilon!r}, {{name}})",),
            ("gamma", "beta"),
        )
