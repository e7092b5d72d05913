"""The fields of an experiment that a sweep can vary, and what it would usually try."""

from __future__ import annotations

from dataclasses import dataclass

from core.experiment import Experiment
from core.fields import (
    Choice,
    FieldRule,
    PaddingChoice,
    PairOfWholeNumbers,
    RealNumber,
    WholeNumber,
    YesOrNo,
    field_rules,
)
from core.index_words import index_words
from core.layers.activation_spec import ActivationSpec
from core.layers.catalog import LAYER_KINDS
from core.sweeping.setting_path import LAYERS, PARTS_OF_KINDS
from core.sweeping.setting_values import Value

#: Kinds that may stand in each other's place.
ACTIVATIONS = tuple(
    kind for kind, spec in LAYER_KINDS.items() if issubclass(spec, ActivationSpec)
)
#: Times smaller and larger than now: of whole numbers, and of numbers without a natural end.
WHOLE_REACH, REAL_REACH = 2, 10.0
#: From so many times the smallest value on, ratios count.
LEAST_LOG_RATIO = 8
#: No number is tried usually where the field allows larger ones.
LARGEST_SHARE = 1.0


@dataclass(frozen=True, slots=True)
class VariedField:
    """A field that can be varied.

    Attributes
    ----------
    path : str
        As a sweep writes it: ``"layers.0.filters"``.
    title : str
        For people: ``"filters of layer 0"``.
    rule : FieldRule
    value : object
        What it is now.
    """

    path: str
    title: str
    rule: FieldRule
    value: Value

    def usual_values(self) -> dict[str, object]:
        """Return what a sweep may try, as its file has it: around what the field is now."""
        rule, value = self.rule, self.value
        match rule:
            case Choice():
                return {"choices": list(rule.options)}
            case PaddingChoice():
                return {"choices": ["valid", "same"]}
            case YesOrNo():
                return {"choices": [False, True]}
            case PairOfWholeNumbers():
                side = value[0] if isinstance(value, list | tuple) else value
                return _whole(rule.at_least, rule.at_most, side)
            case WholeNumber():
                return _whole(rule.at_least, rule.at_most, value)
            case RealNumber():
                return _real(rule, value)
        return {"choices": [value]}


def varied_fields(experiment: Experiment) -> tuple[VariedField, ...]:
    """Return all fields that can be varied, those of training first."""
    found = []
    for part, kinds in PARTS_OF_KINDS.items():
        spec = getattr(experiment, part)
        title = "Optimiser" if part == "optimizer" else "Schedule"
        kind = Choice(title, f"Which {title.lower()}.", tuple(kinds))
        found.append(VariedField(part, kind.label.lower(), kind, spec.KIND))
        # the optimiser's own names need no more; the schedule's would mean something else
        of = "" if part == "optimizer" else f" of the {part}"
        found += _fields_of(spec, part, of)
    found += _fields_of(experiment, "", "")
    if experiment.early_stopping is not None:
        found += _fields_of(experiment.early_stopping, "early_stopping", " of stopping")
    found += _fields_of(experiment.augmentation, "augmentation", "")
    for place, layer in enumerate(experiment.network.layers):
        where = f" of layer {index_words(place)}"
        if isinstance(layer, ActivationSpec):
            rule = Choice("Activation", "Which activation.", ACTIVATIONS)
            found.append(
                VariedField(f"{LAYERS}.{place}", f"activation{where}", rule, layer.KIND)
            )
        found += _fields_of(layer, f"{LAYERS}.{place}", where)
    return tuple(found)


def field_title(path: str, experiment: Experiment) -> str:
    """Return what a path is called for people; the path itself where that is not known."""
    short = path.removeprefix("network.").removesuffix(".kind")
    titles = {one.path: one.title for one in varied_fields(experiment)}
    if short in titles:
        return titles[short]
    words = short.split(".")
    name = words[-1].replace("_", " ")
    if words[0] == LAYERS and len(words) > 1:
        return f"{name} of layer {index_words(int(words[1]))}"
    return name


def _fields_of(spec: object, part: str, of: str) -> list[VariedField]:
    front = f"{part}." if part else ""
    return [
        VariedField(f"{front}{name}", f"{_small(rule.label)}{of}", rule, getattr(spec, name))
        for name, rule in field_rules(spec).items()
    ]


def _small(label: str) -> str:
    """Return a label within a sentence; names such as L2 stay large."""
    return (
        label if label[:2].isupper() or label[1:2].isdigit() else label[:1].lower() + label[1:]
    )


def _whole(least: int, most: int, value: Value) -> dict[str, object]:
    now = value if isinstance(value, int) else 64
    low = max(least, now // WHOLE_REACH)
    high = max(low, min(most, max(now * WHOLE_REACH, now + 1)))
    data: dict[str, object] = {"low": low, "high": high}
    if low > 0 and high >= LEAST_LOG_RATIO * low:
        data["log"] = True
    return data


def _real(rule: RealNumber, value: Value) -> dict[str, object]:
    now = float(value) if isinstance(value, int | float) else 0.0
    if now > 0 and rule.at_most > LARGEST_SHARE:
        high = min(rule.at_most, now * REAL_REACH)
        low = _short(max(rule.at_least, now / REAL_REACH))
        return {"low": low, "high": _short(high), "log": True}
    high = min(rule.at_most, LARGEST_SHARE)
    low = rule.at_least
    if rule.above or (now > 0 and now < high / REAL_REACH):  # such as a tiny epsilon
        low = _short((now or high) / REAL_REACH)
        largest = _short(min(high, max((now or high) * REAL_REACH, low)))
        return {"low": low, "high": largest, "log": True}
    return {"low": low, "high": high}


def _short(number: float) -> float:
    """Return a number without what dividing left behind the digits that people read."""
    return round(number, 15)
