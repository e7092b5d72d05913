"""Read JSON that may come from anywhere."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from core.errors import SpecError

MAX_CHARACTERS = 1_000_000


def parse_json_object(text: str, owner: str) -> dict[str, Any]:
    """Return the object in `text`.

    Raises
    ------
    SpecError
        If `text` is too long, is not JSON, repeats a key, holds NaN or infinity, or is not
        an object.
    """
    if len(text) > MAX_CHARACTERS:
        raise SpecError(
            f"{owner}: expected at most {MAX_CHARACTERS:,} characters of JSON, "
            f"received {len(text):,}"
        )
    try:
        data = json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_refuse)
    except RecursionError:
        raise SpecError(f"{owner}: the JSON is nested too deeply") from None
    except ValueError as error:
        if isinstance(error, SpecError):
            raise
        raise SpecError(f"{owner}: this is not valid JSON: {error}") from None
    if not isinstance(data, dict):
        raise SpecError(f"{owner}: expected a JSON object, received {type(data).__name__}")
    return data


def refuse_unknown_keys(data: dict[str, Any], known: set[str], owner: str) -> None:
    """Raise `SpecError` for the first key of `data` that is not `known`."""
    for key in data:
        if key not in known:
            raise SpecError(
                f"{owner}: unknown key {key[:60]!r}; known: {', '.join(sorted(known))}"
            )


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key, value in pairs:
        if key in data:
            raise SpecError(f"the key {key[:60]!r} appears twice")
        data[key] = value
    return data


def _refuse(constant: str) -> NoReturn:
    raise SpecError(f"{constant} is not a number this file may hold")
