"""Specs as plain data, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any, TypeVar

from core.errors import SpecError
from core.json_text import refuse_unknown_keys

Spec = TypeVar("Spec")


def spec_to_dict(spec: object) -> dict[str, Any]:
    """Return the fields of a spec whose values are plain."""
    return {declared.name: getattr(spec, declared.name) for declared in fields(spec)}  # type: ignore[arg-type]


def spec_from_dict(kind: type[Spec], data: object, owner: str) -> Spec:
    """Read a spec of one kind from plain data.

    Raises
    ------
    SpecError
        If a key is unknown or missing, or a value is not accepted.
    """
    if not isinstance(data, dict):
        raise SpecError(f"{owner}: expected an object, received {data!r:.60}")
    declared = fields(kind)  # type: ignore[arg-type]
    refuse_unknown_keys(data, {field.name for field in declared}, owner)
    for field in declared:
        if field.name not in data and field.default is MISSING:
            raise SpecError(f"{owner}: the key {field.name!r} is missing")
    return kind(**data)


def kind_to_dict(spec: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the kind of a spec and its fields."""
    return {"kind": spec.KIND, **spec_to_dict(spec)}


def kind_from_dict(kinds: Mapping[str, type[Spec]], data: object, owner: str) -> Spec:
    """Read a spec that names its kind.

    Parameters
    ----------
    kinds : mapping of str to type
        The only kinds there are.
    data : object
        As it came from the file.
    owner : str
        What is being read: ``"optimizer"``.

    Raises
    ------
    SpecError
        If the kind is unknown, a key is unknown or missing, or a value is not accepted.
    """
    if not isinstance(data, dict):
        raise SpecError(f"{owner}: expected an object, received {data!r:.60}")
    options = dict(data)
    kind = options.pop("kind", None)
    if not isinstance(kind, str) or kind not in kinds:
        raise SpecError(
            f"{owner}: unknown kind {kind!r:.60}; known: {', '.join(sorted(kinds))}"
        )
    return spec_from_dict(kinds[kind], options, kind)
