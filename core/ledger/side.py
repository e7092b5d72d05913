"""The two pages of a number."""

from __future__ import annotations

from enum import StrEnum


class Side(StrEnum):
    """Which of the two pages."""

    MADE = "how it was made"
    BLAMED = "what it was blamed for"
