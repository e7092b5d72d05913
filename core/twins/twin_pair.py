"""Two recipes that are worth seeing side by side."""

from __future__ import annotations

from dataclasses import dataclass

from core.experiment import Experiment


@dataclass(frozen=True, slots=True)
class TwinPair:
    """Two recipes that differ in one thing.

    Attributes
    ----------
    id : str
    title : str
        What differs: ``Learning rate 0.1 or 0.3``.
    look_for : str
        What there is to be seen, in a sentence.
    first, second : Experiment
        They learn from the same batches.
    """

    id: str
    title: str
    look_for: str
    first: Experiment
    second: Experiment
