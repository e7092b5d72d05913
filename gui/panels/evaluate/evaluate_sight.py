"""What the panel shows of what was judged."""

from __future__ import annotations

from enum import StrEnum


class EvaluateSight(StrEnum):
    """One of the views under the headline."""

    OVERVIEW = "overview"
    ROBUSTNESS = "robustness"
    SILENCING = "silencing"
