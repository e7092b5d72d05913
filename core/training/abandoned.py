"""A step that is given up before it has changed anything."""

from __future__ import annotations

from collections.abc import Callable

from core.layers.chain import Check, no_check

#: Whether what is going on is to be given up.  Asked often, on any thread: it must be quick.
ShouldStop = Callable[[], bool]


class StepAbandoned(Exception):
    """A step was given up because `should_stop` said so."""


def check_of(should_stop: ShouldStop | None) -> Check:
    """Return a function that raises `StepAbandoned` once `should_stop` says so."""
    if should_stop is None:
        return no_check
    asked = should_stop

    def check() -> None:
        if asked():
            raise StepAbandoned

    return check
