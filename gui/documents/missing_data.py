"""A run whose images are not there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class MissingData:
    """Why a run cannot be gone on with until someone says where its images are.

    Attributes
    ----------
    path : Path
        The file of the run.
    sentence : str
        Names the place where the images were.
    """

    path: Path
    sentence: str
