"""The schedules a file can name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.schedules.base import ScheduleSpec
from core.schedules.constant import ConstantSpec
from core.schedules.cosine import CosineSpec
from core.schedules.exponential_decay import ExponentialDecaySpec
from core.schedules.reduce_on_plateau import ReduceOnPlateauSpec
from core.schedules.step_decay import StepDecaySpec

#: Closed on purpose: nothing is imported by name.
SCHEDULES: Mapping[str, type[ScheduleSpec]] = MappingProxyType(
    {
        spec.KIND: spec
        for spec in (
            ConstantSpec, StepDecaySpec, ExponentialDecaySpec, CosineSpec, ReduceOnPlateauSpec
        )
    }
)  # fmt: skip
