"""Where the shown moment comes from."""

from __future__ import annotations

from enum import StrEnum


class StepOrigin(StrEnum):
    """How the step that is shown, or on its way, was come by."""

    LIVE = "live"  # the newest there is
    STORED = "stored"
    REPLAYED = "replayed"
    COMPUTING = "computing"  # not there yet
