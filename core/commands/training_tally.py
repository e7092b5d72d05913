"""Add up what a session reports while it runs."""

from __future__ import annotations

import time

from core.number_text import loss_text, percent_text
from core.training.events import BatchFinished, TrainingEvent, ValidationFinished


class TrainingTally:
    """Running sums over the events of one session.

    Parameters
    ----------
    total_steps : int
        Steps until the end, for the progress.
    total_epochs : int
    first_step : int
        Steps that were taken before.

    Attributes
    ----------
    total_steps : int
    step : int
    validation : ValidationFinished or None
        The latest.
    """

    def __init__(self, total_steps: int, total_epochs: int, first_step: int = 0) -> None:
        self.total_steps = total_steps
        self.step = first_step
        self.validation: ValidationFinished | None = None
        self._first_step = first_step
        self._total_epochs = total_epochs
        self._began = time.perf_counter()
        self._epoch = 0
        self._epoch_images = 0
        self._epoch_loss = 0.0
        self._images = 0
        self._seconds = 0.0

    @property
    def train_loss(self) -> float | None:
        """Mean over the images seen since the latest epoch began; None before the first."""
        return self._epoch_loss / self._epoch_images if self._epoch_images else None

    @property
    def images_per_second(self) -> float | None:
        """Speed of the training steps alone; None before the first."""
        return self._images / self._seconds if self._seconds else None

    @property
    def elapsed(self) -> float:
        """Seconds since the tally was made, judging included."""
        return time.perf_counter() - self._began

    def add(self, event: TrainingEvent) -> None:
        """Take one event into account."""
        if isinstance(event, ValidationFinished):
            self.validation = event
        elif isinstance(event, BatchFinished):
            if event.epoch != self._epoch:
                self._epoch, self._epoch_images, self._epoch_loss = event.epoch, 0, 0.0
            self.step = event.step
            self._epoch_images += event.images
            self._epoch_loss += event.loss * event.images
            self._images += event.images
            self._seconds += event.seconds

    def progress(self) -> tuple[float, str]:
        """Return how far training is, from 0 to 1, and a line about it."""
        taken, to_take = self.step - self._first_step, self.total_steps - self._first_step
        fraction = taken / to_take if to_take else 1.0
        left = self.elapsed / taken * (to_take - taken) if taken else 0
        loss = self.train_loss or 0.0
        parts = [
            f"epoch {self._epoch}/{self._total_epochs}",
            f"step {self.step:,}",
            f"loss {loss_text(loss)}",
            f"val {percent_text(self.validation.accuracy, 2)}" if self.validation else "",
            f"{self.images_per_second or 0:,.0f} images/s",
            f"{int(left) // 60}:{int(left) % 60:02} left",
        ]
        return fraction, "  ".join(part for part in parts if part)
