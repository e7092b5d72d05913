"""The choices that a description of data holds, one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from core.data_description import COLOR, GREY, STANDARDISE, UNIT, DataDescription
from core.data_extra import BRIGHTEST
from core.data_import.source_facts import SourceFacts
from core.datasets.kaggle_csv import KAGGLE_CSV
from core.fields import Choice, FieldRule, WholeNumber, YesOrNo
from core.number_text import percent_text

#: What stands in a list for test images in a file of their own.
FILE = "file"
AS_IT_IS = ""
SHARES = (0.05, 0.1, 0.15, 0.2, 0.3)
_MANY = 24

#: In the order they are shown, those that say how a source is read first.
RULES: Mapping[str, FieldRule] = MappingProxyType(
    {
        "separator": Choice("Separator", "What stands between the cells of a row.", ()),
        "header": YesOrNo("Names in line 1", "Whether the first line names the columns."),
        "label": Choice("Label", "Which column says what an image shows.", ()),
        "first_label": YesOrNo("Labels from 1", "Whether labels begin at 1: no class is 0."),
        "shape": Choice("Image", "Height × width of an image in the table, row by row.", ()),
        "transposed": YesOrNo("Turned", "Whether rows and columns are exchanged, as EMNIST's."),
        "normalise": Choice("Values", "What is done to brightness before training.", ()),
        "white": WholeNumber(
            "White is",
            "The value that is full brightness: 16 in a table of 0 to 16.",
            1,
            BRIGHTEST,
        ),
        "invert": YesOrNo("Ink is dark", "Makes dark bright: v ← 255 − v."),
        "size": Choice("Size", "Height × width of every image; empty keeps that it has.", ()),
        "fit": Choice("Fit", "How an image of other proportions comes to that size.", ()),
        "channels": Choice("Colour", "Grey, or red, green and blue.", ()),
        "split": Choice("For testing", "Images that are never trained on.", ()),
    }
)
#: Those that decide how the source itself is read.
READING = ("separator", "header", "label", "first_label", "shape", "transposed")
_TABLE = ("separator", "header", "label", "shape")
_SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", " ": "blank"}


def fields_for(facts: SourceFacts) -> tuple[str, ...]:
    """Return the choices there are for a source."""
    is_table = facts.format is KAGGLE_CSV
    left_out = {*(() if is_table else _TABLE)}
    if not (is_table or facts.format.name in ("idx", "numpy")):
        left_out |= {"transposed", "first_label"}
    return tuple(field for field in RULES if field not in left_out)


def options_of(
    field: str, facts: SourceFacts, description: DataDescription, test_count: int
) -> dict[str, str]:
    """Return what can be chosen from a list, by what it stands for."""
    if field == "separator":
        return _with(_SEPARATORS, value_of(field, facts, description))
    if field == "label":
        names = () if facts.table is None else facts.table.names
        places = {"first": "first column", "last": "last column"}
        named = {**places, **{name: name[:_MANY] for name in names}}
        return _with(named, value_of(field, facts, description))
    if field == "normalise":
        return {UNIT: "÷ 255", STANDARDISE: "standardised"}
    if field == "fit":
        return {"fit": "show all of it", "crop": "fill, cut edges", "stretch": "stretch"}
    if field == "channels":
        return {AS_IT_IS: "as it is", str(GREY): "grey", str(COLOR): "colour"}
    shares = {str(share): percent_text(share, 0) for share in SHARES}
    kept = f"{test_count:,} of the source" if test_count else "none"
    found = _with({AS_IT_IS: kept, **shares}, value_of(field, facts, description))
    return {**found, FILE: "a file…"}


def value_of(field: str, facts: SourceFacts, description: DataDescription) -> Any:  # noqa: ANN401
    """Return what is chosen, as its editor shows it; what the source tells where nothing is."""
    extra, table = description.extra, facts.table
    if field == "transposed":
        return facts.is_turned if extra.transposed is None else extra.transposed
    if field == "first_label":
        return extra.first_label is not None
    if field == "white":
        return extra.white or BRIGHTEST
    if field in READING:
        chosen = getattr(extra, field)
        names = {"separator": "separator", "header": "has_header"}
        found = None if table is None else getattr(table, names.get(field, field))
        return found if chosen is None else chosen
    chosen = getattr(description, field)
    if field in ("channels", "split"):
        return AS_IT_IS if chosen is None else str(chosen)
    return chosen


def with_value(description: DataDescription, field: str, value: Any) -> DataDescription:  # noqa: ANN401
    """Return a description in which a choice is another one."""
    if field == "first_label":
        value = 1 if value else None
    if field in (*READING, "white"):
        value = None if (field, value) == ("white", BRIGHTEST) else value
        extra: Any = replace(description.extra, **{field: value})
        return replace(description, extra=extra)
    if field == "channels":
        value = int(value) if value else None
    elif field == "split":
        value = _share(value) or value or None
    changes: dict[str, Any] = {field: value}
    return replace(description, **changes)


def _share(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None  # the place of test images


def _with(options: Mapping[str, str], value: object) -> dict[str, str]:
    """Return options among which there is `value`, be it no usual one."""
    found = dict(options)
    if isinstance(value, str) and value and value not in found:
        shown = Path(value).name or value
        found[value] = shown if len(shown) <= _MANY else f"{shown[: _MANY - 1]}…"
    return found
