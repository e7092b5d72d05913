"""Probabilities as percentages."""

from __future__ import annotations

import math


def percent_text(probability: float) -> str:
    """Return ``97 %``, ``0.4 %``; never 100 for what is not certain, nor 0 for what is not.

    Examples
    --------
    >>> percent_text(0.9996), percent_text(0.984), percent_text(0.034), percent_text(1e-9)
    ('> 99 %', '98 %', '3.4 %', '< 0.1 %')
    """
    if not math.isfinite(probability):
        return str(probability)
    percent = 100 * probability
    if percent in (0, 100):
        return f"{percent:.0f} %"
    if percent >= 99.5:
        return "> 99 %"
    if percent < 0.1:
        return "< 0.1 %"
    text = f"{percent:.1f}"
    return f"{text} %" if percent < 9.95 else f"{math.floor(percent + 0.5)} %"
