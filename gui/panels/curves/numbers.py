"""Loss and accuracy as text of steady width."""

from __future__ import annotations

import math

LOSS_WIDTH = 7
SHARE_WIDTH = 7


def loss_text(value: float | None) -> str:
    """Return a loss with four or five significant digits, at most `LOSS_WIDTH` long.

    What is not known yet is a dash; what is not a finite number says so.
    """
    if value is None:
        return "–"
    size = abs(value)
    if not math.isfinite(value) or size >= 10_000 or 0 < size < 0.001:
        return f"{value:.1e}"
    digits = 4 if size < 10 else 3 if size < 100 else 2 if size < 1000 else 1
    return f"{value:.{digits}f}"


def share_text(value: float | None) -> str:
    """Return a share of 1 as a percentage: ``97.9 %``; what is not known yet is a dash."""
    return "–" if value is None else f"{100 * value:.1f} %"
