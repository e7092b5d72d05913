"""GELU in other programs."""

from __future__ import annotations

from typing import ClassVar

from core.exporting.layers.layer_forms import KerasForm, LayerForms, TorchForm
from core.exporting.onnx_graph import OnnxGraph
from core.layers.gelu import GELUSpec
from core.network_spec import LayerOutline

_TANH_GELU = '''
class TanhGELU(keras.layers.Layer):
    """GELU in its tanh form."""

    def call(self, x):
        return keras.activations.gelu(x, approximate=True)
'''


class GELUForms(LayerForms[GELUSpec]):
    """The tanh form, which is nowhere the usual one."""

    KIND: ClassVar[str] = GELUSpec.KIND

    def onnx(self, spec: GELUSpec, outline: LayerOutline, graph: OnnxGraph, x: str) -> str:
        return graph.node("Gelu", [x], approximate="tanh")

    def pytorch(self, spec: GELUSpec, outline: LayerOutline) -> TorchForm:
        return TorchForm('F.gelu({x}, approximate="tanh")')

    def keras(self, spec: GELUSpec, outline: LayerOutline) -> KerasForm:
        return KerasForm(("TanhGELU({name})",), helper=_TANH_GELU)
