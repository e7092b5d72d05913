"""The forms of every kind of layer."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from core.exporting.export_error import ExportError
from core.exporting.layers.average_pool2d_forms import AveragePool2DForms
from core.exporting.layers.batch_norm_forms import BatchNormForms
from core.exporting.layers.conv2d_forms import Conv2DForms
from core.exporting.layers.dense_forms import DenseForms
from core.exporting.layers.dropout_forms import DropoutForms
from core.exporting.layers.elu_forms import ELUForms
from core.exporting.layers.exact_gelu_forms import ExactGELUForms
from core.exporting.layers.flatten_forms import FlattenForms
from core.exporting.layers.gelu_forms import GELUForms
from core.exporting.layers.global_average_pool2d_forms import GlobalAveragePool2DForms
from core.exporting.layers.layer_forms import LayerForms
from core.exporting.layers.layer_norm_forms import LayerNormForms
from core.exporting.layers.leaky_relu_forms import LeakyReLUForms
from core.exporting.layers.max_pool2d_forms import MaxPool2DForms
from core.exporting.layers.relu_forms import ReLUForms
from core.exporting.layers.sigmoid_forms import SigmoidForms
from core.exporting.layers.softmax_forms import SoftmaxForms
from core.exporting.layers.tanh_forms import TanhForms
from core.index_words import index_words
from core.network_spec import LayerOutline

#: By the kind of a layer's spec.  Closed on purpose: nothing is imported by name.
LAYER_FORMS: Mapping[str, LayerForms[Any]] = MappingProxyType(
    {
        forms.KIND: forms
        for forms in (
            Conv2DForms(),
            MaxPool2DForms(),
            AveragePool2DForms(),
            GlobalAveragePool2DForms(),
            FlattenForms(),
            DenseForms(),
            ReLUForms(),
            LeakyReLUForms(),
            ELUForms(),
            GELUForms(),
            ExactGELUForms(),
            SigmoidForms(),
            TanhForms(),
            SoftmaxForms(),
            BatchNormForms(),
            LayerNormForms(),
            DropoutForms(),
        )
    }
)


def layer_forms(outline: LayerOutline, program: str) -> LayerForms[Any]:
    """Return the forms of a layer.

    Raises
    ------
    ExportError
        If its kind has none; the text names layer and program.
    """
    forms = LAYER_FORMS.get(outline.spec.KIND)
    if forms is None:
        raise no_form(outline, program)
    return forms


def no_form(outline: LayerOutline, program: str) -> ExportError:
    """Return that a layer cannot be exported, as an error."""
    return ExportError(
        f"layer {index_words(outline.position)} ({outline.spec.KIND}): there is no such layer "
        f"in {program}, so the network cannot be exported there"
    )
