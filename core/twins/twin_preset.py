"""Recipes that are worth seeing side by side."""

from __future__ import annotations

from dataclasses import dataclass

from core.experiment import Experiment


@dataclass(frozen=True, slots=True)
class TwinPreset:
    """Recipes that differ in one thing.

    Attributes
    ----------
    id : str
    title : str
        What differs: ``Learning rate 0.1 or 0.3``.
    look_for : str
        What there is to be seen, in a sentence.
    recipes : tuple of Experiment
        The lead, and those of its twins; all learn from the same batches.
    """

    id: str
    title: str
    look_for: str
    recipes: tuple[Experiment, ...]

    @property
    def lead(self) -> Experiment:
        """With which each of the others is compared."""
        return self.recipes[0]
