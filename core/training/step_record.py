"""What it takes to account for one step of training."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.arrays import FloatArray, IntArray
from core.datasets.dataset import LabelledImages


@dataclass(frozen=True, slots=True, eq=False)
class StepRecord:
    """One step as it was taken: what went in, and how everything stood before it.

    Attributes
    ----------
    step : int
        Number of the step, counted from 1.
    data : LabelledImages
        The images that training chooses from; shared, not copied.
    rows : ndarray of int, shape (N,)
        Which of them were in the batch, in order.
    train_rows : ndarray of int
        All of `data` that is trained on; shared, not copied.
    learning_rate : float
        η of this step, as the schedule set it.
    clip_factor : float
        What clipping multiplied all gradients by; 1 if it left them alone.
    optimizer_step : int
        How often the optimiser had stepped after it: the t of Adam.
    values : mapping of str to ndarray
        ``Snapshot.values`` before the step, what layers keep besides included.
    kept : mapping of str to ndarray
        ``Optimizer.state()`` before the step.
    """

    step: int
    data: LabelledImages
    rows: IntArray
    train_rows: IntArray
    learning_rate: float
    clip_factor: float
    optimizer_step: int
    values: Mapping[str, FloatArray]
    kept: Mapping[str, FloatArray]

    def __len__(self) -> int:
        return len(self.rows)
