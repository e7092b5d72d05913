"""How a session trains, besides its network and its data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """How long to train, in what portions, and how often to judge.

    Attributes
    ----------
    epochs : int
    batch_size : int
    validate_every : int or None
        Steps between two validations besides the one at each epoch's end.
    clip_norm : float or None
        The largest length of all gradients together.
    keep_best : bool
        Whether to end with the weights that judged best on the held-back images.
    """

    epochs: int
    batch_size: int
    validate_every: int | None = None
    clip_norm: float | None = None
    keep_best: bool = False
