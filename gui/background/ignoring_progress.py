"""Functions that cannot report how far they are, as background tasks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def ignoring_progress(function: Callable[..., Any], *arguments: object) -> Callable[..., Any]:
    """Return a background task's function that calls `function` with `arguments`."""

    def call(*, progress: object, cancelled: object) -> object:
        return function(*arguments)

    return call
