"""Which pictures of which steps are wanted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np

#: Pictures one can have at most, and how wide.
MOST_PICTURES = 300
WIDEST = 1600


class FilmFormat(StrEnum):
    """How pictures are kept."""

    GIF = "gif"
    PNG = "png"


@dataclass(frozen=True, slots=True)
class FilmPlan:
    """A film.

    Attributes
    ----------
    path : Path
        Of the GIF, or of the new folder that PNG pictures go to.
    steps : tuple of int
        Rising.
    format : FilmFormat
    rate : float
        Pictures a second, of a GIF.
    """

    path: Path
    steps: tuple[int, ...]
    format: FilmFormat
    rate: float = 8.0


def spread_steps(first: int, last: int, count: int) -> tuple[int, ...]:
    """Return at most `count` steps from `first` to `last`, both included, evenly spread."""
    if last <= first:
        return (first,)
    count = min(max(count, 2), last - first + 1, MOST_PICTURES)
    return tuple(round(step) for step in np.linspace(first, last, count).tolist())
