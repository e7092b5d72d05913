"""The curves a plot can show."""

from __future__ import annotations

from enum import StrEnum

from gui.theme.theme import Theme


class CurveSeries(StrEnum):
    """One curve of a plot, by what it means."""

    RAW = "raw"  # every batch, noisy
    PARENT = "parent"  # what the run this one was branched from did, without its noise
    MAIN = "main"  # the smoothed batches, or the mean of every epoch
    VALIDATION = "validation"


def line_color(theme: Theme, series: CurveSeries) -> str:
    """Return the colour a curve is drawn in."""
    return {
        CurveSeries.PARENT: theme.muted,
        CurveSeries.RAW: theme.dim,
        CurveSeries.MAIN: theme.positive,
        CurveSeries.VALIDATION: theme.truth,
    }[series]


def word_color(theme: Theme, series: CurveSeries) -> str:
    """Return the colour a curve's name is written in; the dim one would be hard to read."""
    return theme.muted if series is CurveSeries.RAW else line_color(theme, series)
