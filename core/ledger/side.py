"""The pages of a number."""

from __future__ import annotations

from enum import StrEnum


class Side(StrEnum):
    """Which page of a number; the last two are of weights only."""

    MADE = "how it was made"
    BLAMED = "what it was blamed for"
    BATCH = "what the batch says"
    STEP = "the step it took"
