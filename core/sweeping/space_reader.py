"""Read the space of a sweep, and refuse what could never be trained."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from core.errors import SpecError
from core.experiment import Experiment
from core.fields import (
    Choice,
    FieldRule,
    PaddingChoice,
    PairOfWholeNumbers,
    WholeNumber,
    YesOrNo,
    field_rules,
)
from core.json_text import refuse_unknown_keys
from core.sentence import sentence
from core.sweeping.setting import Setting
from core.sweeping.setting_path import NETWORK, SettingPath, kinds_of, setting_path
from core.sweeping.setting_values import (
    MOST_VALUES,
    Choices,
    NumberRange,
    SettingValues,
    is_number,
)

MOST_SETTINGS = 64
MOST_STEPS = 10**12
RANGE_KEYS = ("low", "high", "log", "step")
_WHOLE = (WholeNumber, PairOfWholeNumbers)
_NO_NUMBERS = (Choice, PaddingChoice, YesOrNo)


def space_from_data(data: object, experiment: Experiment) -> tuple[Setting, ...]:
    """Return the settings of a space; kinds come before what depends on them.

    Parameters
    ----------
    data : object
        ``{path: {"low", "high", "log", "step"} or {"choices"}}`` as it came from JSON.
    experiment : Experiment
        What is varied.

    Raises
    ------
    SpecError
        For the first thing that is wrong; the text names path and value.
    """
    if not isinstance(data, dict) or not data:
        raise SpecError(
            "sweep: space must be an object with at least one setting, as in "
            '{"optimizer.learning_rate": {"low": 0.001, "high": 1, "log": true}}'
        )
    if len(data) > MOST_SETTINGS:
        raise SpecError(
            f"sweep: space: expected at most {MOST_SETTINGS} settings, received {len(data)}"
        )
    paths = [setting_path(text, experiment) for text in data]
    _refuse_twins(paths)
    kinds_first = sorted(paths, key=lambda path: not path.is_kind)
    chosen_kinds: dict[tuple[str | int, ...], tuple[str, ...]] = {}
    settings = []
    for path in kinds_first:
        kinds = chosen_kinds.get(path.part) or (base_kind(path.part, experiment),)
        setting = _setting(path, data[path.text], kinds)
        if path.is_kind:
            chosen_kinds[path.part] = tuple(str(kind) for kind in setting.values.samples())
        settings.append(setting)
    return tuple(settings)


def base_kind(part: tuple[str | int, ...], experiment: Experiment) -> str:
    """Return the kind that a part of an experiment is of; an empty text if it has no kinds."""
    if "" in kinds_of(part):
        return ""
    if part[0] == NETWORK:
        return experiment.network.layers[int(part[-1])].KIND
    return str(getattr(experiment, str(part[0])).KIND)


def _refuse_twins(paths: Iterable[SettingPath]) -> None:
    seen: dict[tuple[object, str], str] = {}
    for path in paths:
        other = seen.setdefault((path.part, path.field), path.text)
        if other != path.text:
            raise SpecError(f"sweep: space: {other} and {path.text} are the same setting")


def _setting(path: SettingPath, data: object, kinds: tuple[str, ...]) -> Setting:
    rules = path.rules(kinds)
    if not rules:
        fields = sorted({name for kind in kinds for name in _field_names(path, kind)})
        has = f"it has {', '.join(fields)}" if fields else "it has none that can be varied"
        raise SpecError(
            f"sweep: space: there is no setting {sentence(path.text, 60)!r}: "
            f"{' or '.join(kind for kind in kinds if kind) or path.part[0]}: {has}"
        )
    where = f"sweep: space: {path.text}"
    if not isinstance(data, dict):
        raise SpecError(
            f'{where} must be {{"low", "high"}} or {{"choices"}}, received {data!r:.60}'
        )
    rule = next(iter(rules.values()))
    values = _choices(data, where) if "choices" in data else _range(data, rule, where)
    for kind, one in rules.items():
        _check_values(values, one, f"{where} of {kind}" if len(rules) > 1 else where)
    return Setting(path, values, tuple(rules))


def _field_names(path: SettingPath, kind: str) -> list[str]:
    return list(field_rules(kinds_of(path.part)[kind]))


def _choices(data: dict[str, Any], where: str) -> Choices:
    refuse_unknown_keys(data, {"choices"}, where)
    values = data["choices"]
    if not isinstance(values, list) or not values or len(values) > MOST_VALUES:
        raise SpecError(
            f"{where}: choices must be a list of 1 to {MOST_VALUES:,} values, "
            f"received {values!r:.60}"
        )
    for index, value in enumerate(values):
        if value in values[:index]:
            raise SpecError(f"{where}: choices has {value!r:.60} twice")
    return Choices(tuple(values))


def _range(data: dict[str, Any], rule: FieldRule, where: str) -> NumberRange:
    refuse_unknown_keys(data, {*RANGE_KEYS, "choices"}, where)
    if isinstance(rule, _NO_NUMBERS):
        raise SpecError(f'{where} has no range: give {{"choices": […]}}, {rule.expectation()}')
    is_whole = isinstance(rule, _WHOLE)
    wanted = "a whole number" if is_whole else "a number"
    for key in ("low", "high", "step"):
        value = data.get(key)
        if value is None and key == "step":
            continue
        if not is_number(value) or (is_whole and not isinstance(value, int)):
            raise SpecError(f"{where}: {key} must be {wanted}, received {value!r:.60}")
    low, high, step, is_log = data["low"], data["high"], data.get("step"), data.get("log")
    if is_log not in (None, True, False) or (is_log is not None and type(is_log) is not bool):
        raise SpecError(f"{where}: log must be true or false, received {is_log!r:.60}")
    if low > high:
        raise SpecError(f"{where}: low must be at most high, received {low!r} and {high!r}")
    if is_log and low <= 0:
        raise SpecError(f"{where}: low must be above 0 with log, received {low!r}")
    if step is not None and is_log:
        raise SpecError(f"{where}: a step and log exclude each other, received step {step!r}")
    if step is not None and step <= 0:
        raise SpecError(f"{where}: step must be above 0, received {step!r}")
    if step is not None and low < high and step > high - low:
        raise SpecError(
            f"{where}: step must be at most the range from low to high, received {step!r:.60}"
        )
    stride = step or (1 if is_whole else None)
    if stride is not None and high - low > MOST_STEPS * stride:
        raise SpecError(
            f"{where}: expected at most {MOST_STEPS:,} steps from low to high, received more"
        )
    number = int if is_whole else float
    return NumberRange(
        number(low),
        number(high),
        is_log=bool(is_log),
        step=(step or 1) if is_whole else (None if step is None else float(step)),
        is_whole=is_whole,
    )


def _check_values(values: SettingValues, rule: FieldRule, where: str) -> None:
    for value in values.samples():
        try:
            rule.accept(value)
        except (ValueError, OverflowError):
            raise SpecError(
                f"{where} must be {rule.expectation()}, received {value!r:.60}"
            ) from None
