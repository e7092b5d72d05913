"""A few of a table in the quick suite, all of it in the slow one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def quick_sample(values: Iterable[Any], every: int) -> list[Any]:
    """Return values as parameters: every so many is quick, the others are slow."""
    return [
        value if at % every == 0 else pytest.param(value, marks=pytest.mark.slow)
        for at, value in enumerate(values)
    ]
