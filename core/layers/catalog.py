"""The layers a description can name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.layers.spec import LayerSpec
from core.specs.activations import (
    ELUSpec,
    GELUSpec,
    LeakyReLUSpec,
    ReLUSpec,
    SigmoidSpec,
    SoftmaxSpec,
    TanhSpec,
)
from core.specs.flatten import FlattenSpec
from core.specs.pooling import AveragePool2DSpec, GlobalAveragePool2DSpec, MaxPool2DSpec
from core.specs.regularizing import BatchNormSpec, DropoutSpec
from core.specs.weighted import Conv2DSpec, DenseSpec

#: The one place to import specs from: how they are spread over files is nobody's business.
__all__ = [
    "LAYER_KINDS",
    "AveragePool2DSpec",
    "BatchNormSpec",
    "Conv2DSpec",
    "DenseSpec",
    "DropoutSpec",
    "ELUSpec",
    "FlattenSpec",
    "GELUSpec",
    "GlobalAveragePool2DSpec",
    "LayerSpec",
    "LeakyReLUSpec",
    "MaxPool2DSpec",
    "ReLUSpec",
    "SigmoidSpec",
    "SoftmaxSpec",
    "TanhSpec",
]

#: In the order a menu shows them.  Closed on purpose: nothing is imported by name.
LAYER_KINDS: Mapping[str, type[LayerSpec]] = MappingProxyType(
    {
        spec.KIND: spec
        for spec in (
            Conv2DSpec,
            MaxPool2DSpec,
            AveragePool2DSpec,
            GlobalAveragePool2DSpec,
            FlattenSpec,
            DenseSpec,
            ReLUSpec,
            LeakyReLUSpec,
            ELUSpec,
            GELUSpec,
            SigmoidSpec,
            TanhSpec,
            SoftmaxSpec,
            BatchNormSpec,
            DropoutSpec,
        )
    }
)
