"""The layers a description can name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.layers.average_pool2d import AveragePool2DSpec
from core.layers.batch_norm import BatchNormSpec
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.dropout import DropoutSpec
from core.layers.elu import ELUSpec
from core.layers.exact_gelu import ExactGELUSpec
from core.layers.flatten import FlattenSpec
from core.layers.gelu import GELUSpec
from core.layers.global_average_pool2d import GlobalAveragePool2DSpec
from core.layers.layer_norm import LayerNormSpec
from core.layers.leaky_relu import LeakyReLUSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from core.layers.sigmoid import SigmoidSpec
from core.layers.softmax import SoftmaxSpec
from core.layers.spec import LayerSpec
from core.layers.tanh import TanhSpec

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
            ExactGELUSpec,
            SigmoidSpec,
            TanhSpec,
            SoftmaxSpec,
            BatchNormSpec,
            LayerNormSpec,
            DropoutSpec,
        )
    }
)

#: Goes by the moments of the images that are trained on, which it is given once.
STANDARDISER = BatchNormSpec(epsilon=1e-8, frozen=True)
