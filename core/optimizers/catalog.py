"""The optimisers a file can name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.optimizers.adagrad import AdaGradSpec
from core.optimizers.adam import AdamSpec
from core.optimizers.adam_w import AdamWSpec
from core.optimizers.base import OptimizerSpec
from core.optimizers.momentum import MomentumSpec
from core.optimizers.nadam import NadamSpec
from core.optimizers.nesterov import NesterovSpec
from core.optimizers.rms_prop import RMSPropSpec
from core.optimizers.sgd import SGDSpec

#: Closed on purpose: nothing is imported by name.
OPTIMIZERS: Mapping[str, type[OptimizerSpec]] = MappingProxyType(
    {
        spec.KIND: spec
        for spec in (
            SGDSpec, MomentumSpec, NesterovSpec, AdaGradSpec, RMSPropSpec, AdamSpec, AdamWSpec,
            NadamSpec,
        )
    }
)  # fmt: skip
