"""The pages of a number."""

from __future__ import annotations

from enum import StrEnum


class Side(StrEnum):
    """Which page of a number; batch and step are of weights only, the last of class scores."""

    MADE = "how it was made"
    BLAMED = "what it was blamed for"
    BATCH = "what the batch says"
    STEP = "the step it took"
    COMPARED = "why this class and not that one"
