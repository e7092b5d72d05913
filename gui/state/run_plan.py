"""How long a run is going to be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RunPlan:
    """What is known of a run before its next step.

    Attributes
    ----------
    total_steps : int
        Where it ends unless something ends it earlier.
    steps_per_epoch : int
    epochs : int
    blind_loss : float or None
        What its loss is if every class is given the same probability.
    """

    total_steps: int
    steps_per_epoch: int
    epochs: int
    blind_loss: float | None = None
