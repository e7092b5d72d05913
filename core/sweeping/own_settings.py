"""The settings that an experiment has before anything is varied."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from core.errors import SpecError
from core.experiment import experiment_to_json
from core.sweeping.setting import Setting
from core.sweeping.setting_path import KIND
from core.sweeping.setting_values import one_of
from core.sweeping.sweep_spec import SweepSpec
from core.sweeping.varied import chosen_settings


def own_settings(spec: SweepSpec) -> dict[str, Any] | None:
    """Return the values that the experiment itself has for what a sweep varies.

    They are tried first: what is best is worth knowing only beside what there was before.

    Returns
    -------
    dict of str to object, or None
        None if one of them is outside of the space.
    """
    data = json.loads(experiment_to_json(spec.experiment))
    with suppress(SpecError):
        return chosen_settings(spec.space, spec.experiment, lambda one: _own(data, one))
    return None


def _own(data: Any, setting: Setting) -> Any:  # noqa: ANN401
    holder = data
    for key in setting.path.part:
        holder = holder[key]
    name = KIND if setting.path.is_kind else setting.path.field
    value = holder.get(name) if isinstance(holder, dict) else None
    if not one_of(value, setting.values):
        raise SpecError(f"sweep: {setting.name}: the experiment has none of its values")
    return value
