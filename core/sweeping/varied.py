"""An experiment with some settings changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields
from typing import Any

from core.early_stopping_spec import EarlyStoppingSpec
from core.experiment import Experiment, experiment_from_json, experiment_to_json
from core.spec_json import spec_to_dict
from core.sweeping.setting import Setting
from core.sweeping.setting_path import KIND, SettingPath, kinds_of
from core.sweeping.setting_values import Value
from core.sweeping.space_reader import base_kind

#: Values of settings by name.
Settings = Mapping[str, Value]


def chosen_settings(
    space: Iterable[Setting], experiment: Experiment, choose: Callable[[Setting], Value]
) -> dict[str, Value]:
    """Return a value for every setting that applies.

    Parameters
    ----------
    space : iterable of Setting
        Kinds before what depends on them.
    experiment : Experiment
    choose : callable
        Is asked for the value of one setting after the other; never for one that the kinds
        chosen so far have no use for.
    """
    kinds: dict[tuple[str | int, ...], str] = {}
    chosen: dict[str, Value] = {}
    for setting in space:
        part = setting.path.part
        if not setting.path.is_kind:
            kind = kinds.get(part) or base_kind(part, experiment)
            if kind not in setting.kinds:
                continue
        value = choose(setting)
        if setting.path.is_kind:
            kinds[part] = str(value)
        chosen[setting.name] = value
    return chosen


def varied(experiment: Experiment, space: Iterable[Setting], settings: Settings) -> Experiment:
    """Return `experiment` with the values of `settings`.

    A part that becomes of another kind keeps the fields both kinds have.

    Raises
    ------
    SpecError
        If the values make no sense together.
    """
    data = json.loads(experiment_to_json(experiment))
    for setting in space:  # kinds first
        if setting.name in settings:
            _put(data, setting.path, settings[setting.name])
    return experiment_from_json(json.dumps(data))


def _put(data: dict[str, Any], path: SettingPath, value: Value) -> None:
    holder: Any = data
    for key in path.part[:-1]:
        holder = holder[key]
    if not path.part:
        data[path.field] = value
    elif path.is_kind:
        holder[path.part[-1]] = _turned(holder[path.part[-1]], path, str(value))
    else:
        if holder[path.part[-1]] is None:  # early stopping that was off
            holder[path.part[-1]] = spec_to_dict(EarlyStoppingSpec())
        holder[path.part[-1]][path.field] = value


def _turned(part: dict[str, Any], path: SettingPath, kind: str) -> dict[str, Any]:
    """Return a part as one of another kind."""
    if part[KIND] == kind:
        return part
    made = kinds_of(path.part)[kind]
    first = getattr(made, "FIRST_VALUES", {})
    turned: dict[str, Any] = {KIND: kind}
    for declared in fields(made):
        if declared.name in part:
            turned[declared.name] = part[declared.name]
        elif declared.default is MISSING and declared.name in first:
            turned[declared.name] = first[declared.name]
    return turned
