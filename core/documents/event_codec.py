"""Rare events of a run as text, and back."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.documents.plain_data import from_json, to_json
from core.documents.run_mark import RunMark
from core.errors import SpecError
from core.training.events import (
    BestRestored,
    EpochFinished,
    SessionFinished,
    ValidationFinished,
)

#: Everything that can happen besides a batch.
RareEvent = ValidationFinished | EpochFinished | BestRestored | SessionFinished | RunMark

#: More steps than any run can have.
MAX_COUNT = 2**53

#: Closed on purpose: nothing is made by the name of its class.
KINDS: Mapping[str, type[RareEvent]] = MappingProxyType(
    {
        "validation": ValidationFinished,
        "epoch": EpochFinished,
        "best_restored": BestRestored,
        "finished": SessionFinished,
        "mark": RunMark,
    }
)
_NAMES = {kind: name for name, kind in KINDS.items()}


def event_to_text(event: RareEvent) -> tuple[str, str]:
    """Return the kind of an event, and its fields as JSON."""
    return _NAMES[type(event)], to_json(event)


def event_from_text(kind: object, text: str) -> RareEvent:
    """Read an event.

    Raises
    ------
    SpecError
        If there is no such event.
    """
    if not isinstance(kind, str) or kind not in KINDS:
        raise SpecError(f"event: unknown kind {kind!r:.60}; known: {', '.join(KINDS)}")
    event = from_json(text, KINDS[kind], "event")
    counts = [getattr(event, name, 0) for name in ("step", "epoch", "best_step")]
    if max(counts) > MAX_COUNT:
        raise SpecError(f"event: no run has {max(counts):,} steps"[:200])
    return event
