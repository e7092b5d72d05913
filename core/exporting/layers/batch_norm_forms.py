"""BatchNorm in other programs."""

from __future__ import annotations

from typing import ClassVar

from core.exporting.layers.layer_forms import KerasForm, LayerForms, TorchForm, TorchWeight
from core.exporting.onnx_graph import OnnxGraph
from core.layers.batch_norm import BatchNormSpec
from core.network_spec import LayerOutline


class BatchNormForms(LayerForms[BatchNormSpec]):
    """Goes by its running mean and variance, as it does in use."""

    KIND: ClassVar[str] = BatchNormSpec.KIND

    def onnx(self, spec: BatchNormSpec, outline: LayerOutline, graph: OnnxGraph, x: str) -> str:
        names = ("gamma", "beta", "running_mean", "running_variance")
        weights = graph.weights(outline, *names)
        return graph.node("BatchNormalization", [x, *weights], epsilon=spec.epsilon)

    def pytorch(self, spec: BatchNormSpec, outline: LayerOutline) -> TorchForm:
        kind = "BatchNorm2d" if len(outline.input_shape) == 3 else "BatchNorm1d"
        settings = f"eps={spec.epsilon!r}, momentum={1 - spec.momentum!r}"
        return TorchForm(
            "{layer}({x})",
            f"torch.nn.{kind}({outline.input_shape[-1]}, {settings})",
            (
                TorchWeight("gamma", "weight"),
                TorchWeight("beta", "bias"),
                TorchWeight("running_mean", "running_mean"),
                TorchWeight("running_variance", "running_var"),
            ),
        )

    def keras(self, spec: BatchNormSpec, outline: LayerOutline) -> KerasForm:
        settings = f"momentum={spec.momentum!r}, epsilon={spec.epsilon!r}"
        return KerasForm(
            (f"keras.layers.BatchNormalization({settings}, {{name}})",),
            ("gamma", "beta", "running_mean", "running_variance"),
        )
