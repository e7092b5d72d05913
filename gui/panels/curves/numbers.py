"""Loss and accuracy as text of steady width."""

from __future__ import annotations

from core.number_text import loss_text as written
from core.number_text import percent_text

LOSS_WIDTH = 7
SHARE_WIDTH = 8


def loss_text(value: float | None) -> str:
    """Return a loss, at most `LOSS_WIDTH` long; what is not known yet is a dash."""
    return "–" if value is None else written(value)


def share_text(value: float | None) -> str:
    """Return a share of 1 as a percentage: ``97.9 %``; what is not known yet is a dash."""
    return "–" if value is None else percent_text(value)
