"""Results as one line of JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping


def json_line(values: Mapping[str, object]) -> str:
    """Return one line of JSON; numbers that are not finite become null, wherever they are."""
    return json.dumps(_finite(values), allow_nan=False)


def _finite(value: object) -> object:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {name: _finite(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(part) for part in value]
    return value
