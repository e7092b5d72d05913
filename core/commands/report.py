"""What a command found out."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from core.commands.json_line import json_line
from core.number_text import loss_text, percent_text
from core.number_words import counted


@dataclass(frozen=True, slots=True)
class Report:
    """The numbers of one command; None where they do not apply.

    Attributes
    ----------
    train_loss : float or None
        Mean over the images seen since the latest epoch began, each judged before the step
        it took part in; with the full batch, the loss before the last step.
    validation_accuracy, test_accuracy : float or None
        From 0 to 1, of the weights the run ends with: the last, or the best kept.
    steps : int or None
        Optimiser steps of the run.
    seconds : float or None
        From the first step to the last judgement; loading the data is not counted.
    images_per_second : float or None
        During training steps only.
    finished : str or None
        ``completed``, ``stopped_early`` or ``diverged``; None for a run that can go on.
    """

    train_loss: float | None = None
    validation_accuracy: float | None = None
    test_accuracy: float | None = None
    steps: int | None = None
    seconds: float | None = None
    images_per_second: float | None = None
    finished: str | None = None

    def to_json(self, **more: object) -> str:
        """Return one line of JSON, with what else is known; what is not finite becomes null."""
        return json_line({**asdict(self), **more})

    def to_text(self) -> str:
        """Return the numbers that apply, for people."""
        parts = [
            f"training loss {loss_text(self.train_loss)}"
            if self.train_loss is not None
            else "",
            _share("validation accuracy", self.validation_accuracy),
            _share("test accuracy", self.test_accuracy),
            counted(self.steps, "step") if self.steps is not None else "",
            f"{self.seconds:.1f} s" if self.seconds is not None else "",
            f"{self.images_per_second:,.0f} images/s" if self.images_per_second else "",
        ]
        return ", ".join(part for part in parts if part)


def _share(name: str, value: float | None) -> str:
    return f"{name} {percent_text(value, 2)}" if value is not None else ""
