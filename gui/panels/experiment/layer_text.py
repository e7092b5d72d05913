"""A layer's settings in one line."""

from __future__ import annotations

from core.fields import (
    FieldRule,
    PaddingChoice,
    PairOfWholeNumbers,
    RealNumber,
    WholeNumber,
    YesOrNo,
    field_rules,
)
from core.layers.spec import LayerSpec
from core.number_text import digits_text


def settings_line(spec: LayerSpec) -> str:
    """Return the settings that shape the output: ``8 filters · 3×3 · stride 1 · valid``."""
    parts = (_setting(rule, getattr(spec, field)) for field, rule in field_rules(spec).items())
    return " · ".join(part for part in parts if part)


def _setting(rule: FieldRule, value: object) -> str:
    if isinstance(rule, PaddingChoice):
        if isinstance(value, tuple):
            return "pad " + ",".join(str(cells) for side in value for cells in side)
        return str(value)
    if isinstance(rule, PairOfWholeNumbers) and isinstance(value, tuple):
        height, width = value
        if rule.short_label:
            return f"{rule.short_label} {height}" + ("" if height == width else f"×{width}")
        return f"{height}×{width}"
    if isinstance(rule, WholeNumber):
        noun = rule.label.lower()
        return f"{value} {noun[:-1] if value == 1 else noun}"
    if isinstance(rule, RealNumber) and rule.short_label and value:
        return (
            f"{rule.short_label} {digits_text(float(str(value)), 6)}"  # at zero it does nothing
        )
    if isinstance(rule, YesOrNo) and value:
        return rule.label.lower()
    return ""
