"""Small frozen dataclasses as JSON text, and back with nothing believed."""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from core.errors import SpecError
from core.json_text import parse_json_object, refuse_unknown_keys

#: Numbers beyond this are no counts of anything a run can have.
MAX_COUNT = 2**128
MAX_ENTRIES = 64

Kind = TypeVar("Kind")


def to_json(value: object) -> str:
    """Return a dataclass of numbers, texts and the like as JSON text.

    Floats are written in hexadecimal, so that every bit, infinity and NaN come back.
    """
    return json.dumps(_plain(value), separators=(",", ":"))


def from_json(text: str, kind: type[Kind], owner: str) -> Kind:
    """Return the dataclass of `kind` that `to_json` wrote as `text`.

    Raises
    ------
    SpecError
        If a field is missing, unknown, or of another type than the dataclass declares.
    """
    value: Kind = _read(parse_json_object(text, owner), kind, owner)
    return value


def _plain(value: object) -> object:
    if isinstance(value, float):
        return value.hex()
    if value is None or isinstance(value, int | str):  # most are: this runs while training
        return value
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {name: _plain(entry) for name, entry in value.items()}
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    return value


def _read(data: object, kind: Any, owner: str) -> Any:  # noqa: ANN401
    if is_dataclass(kind):
        return _read_dataclass(data, kind, owner)
    if get_origin(kind) is types.UnionType:  # X | None: nothing else is declared
        kinds = [part for part in get_args(kind) if part is not type(None)]
        return None if data is None else _read(data, kinds[0], owner)
    if get_origin(kind) is Mapping:
        return _read_mapping(data, get_args(kind)[1], owner)
    if get_origin(kind) is tuple:
        return _read_tuple(data, get_args(kind)[0], owner)
    if issubclass(kind, StrEnum):
        return _read_choice(data, kind, owner)
    return _READERS[kind](data, owner)


def _read_dataclass(data: object, kind: Any, owner: str) -> object:  # noqa: ANN401
    if not isinstance(data, dict):
        raise _unexpected(owner, "an object", data)
    hints = _hints(kind)
    refuse_unknown_keys(data, set(hints), owner)
    if missing := sorted(hints.keys() - data.keys()):
        raise SpecError(f"{owner}: {missing[0]} is missing")
    return kind(**{name: _read(data[name], hint, owner) for name, hint in hints.items()})


def _read_mapping(data: object, kind: object, owner: str) -> Mapping[str, object]:
    if not isinstance(data, dict) or len(data) > MAX_ENTRIES:
        raise _unexpected(owner, f"an object of at most {MAX_ENTRIES} entries", data)
    return MappingProxyType({name: _read(entry, kind, owner) for name, entry in data.items()})


def _read_tuple(data: object, kind: object, owner: str) -> tuple[object, ...]:
    if not isinstance(data, list) or len(data) > MAX_ENTRIES:
        raise _unexpected(owner, f"a list of at most {MAX_ENTRIES} entries", data)
    return tuple(_read(entry, kind, owner) for entry in data)


def _read_choice(data: object, kind: type[StrEnum], owner: str) -> StrEnum:
    if not isinstance(data, str) or data not in tuple(kind):
        raise _unexpected(owner, f"one of {', '.join(kind)}", data)
    return kind(data)


def _read_int(data: object, owner: str) -> int:
    if not isinstance(data, int) or isinstance(data, bool) or not 0 <= data < MAX_COUNT:
        raise _unexpected(owner, "a whole number from 0", data)
    return data


def _read_bool(data: object, owner: str) -> bool:
    if not isinstance(data, bool):
        raise _unexpected(owner, "true or false", data)
    return data


def _read_float(data: object, owner: str) -> float:
    if not isinstance(data, str) or len(data) > 40:
        raise _unexpected(owner, "a hexadecimal number", data)
    try:
        return float.fromhex(data)
    except (ValueError, OverflowError):
        raise _unexpected(owner, "a hexadecimal number", data) from None


def _read_text(data: object, owner: str) -> str:
    if not isinstance(data, str):
        raise _unexpected(owner, "a text", data)
    return data


_READERS: Mapping[type, Callable[[object, str], object]] = MappingProxyType(
    {int: _read_int, bool: _read_bool, float: _read_float, str: _read_text}
)


@cache
def _hints(kind: Any) -> Mapping[str, Any]:  # noqa: ANN401
    return get_type_hints(kind)


def _unexpected(owner: str, wanted: str, got: object) -> SpecError:
    return SpecError(f"{owner}: expected {wanted}, received {got!r:.60}")
