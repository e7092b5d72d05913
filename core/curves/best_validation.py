"""Which validation judged best."""

from __future__ import annotations

import math
from collections.abc import Iterable

from core.training.events import ValidationFinished


def best_validation(events: Iterable[object]) -> ValidationFinished | None:
    """Return the most accurate validation among `events`, None if there is none.

    Of equals it is the one of the lowest loss, and then the first.
    """
    known = [
        event
        for event in events
        if isinstance(event, ValidationFinished) and math.isfinite(event.accuracy)
    ]
    return max(
        known, key=lambda event: (event.accuracy, -event.loss, -event.step), default=None
    )
