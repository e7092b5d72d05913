"""Notes how steps were taken, for who will look at them."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from core.arrays import IntArray, frozen_copy
from core.datasets.dataset import LabelledImages
from core.network import Network
from core.optimizers.base import Optimizer
from core.training.snapshot import named_arrays
from core.training.step_record import StepRecord

#: The record of the last step, and whether one of the next step is wanted.
Notes = tuple[StepRecord | None, bool]


class StepNotebook:
    """Records those steps that were asked for, and no others.

    A record copies every weight and all that the optimiser keeps, which is little beside one
    step and much beside a thousand; so it has to be asked for before the step.

    Parameters
    ----------
    network : Network
    optimizer : Optimizer
    data : LabelledImages
    train_rows : ndarray of int

    Attributes
    ----------
    record : StepRecord or None
        Of the last step taken, if it was asked for.
    """

    def __init__(
        self,
        network: Network,
        optimizer: Optimizer,
        data: LabelledImages,
        train_rows: IntArray,
    ) -> None:
        self.record: StepRecord | None = None
        self._network = network
        self._optimizer = optimizer
        self._data = data
        self._train_rows = train_rows
        self._is_wanted = False
        self._begun: StepRecord | None = None

    @property
    def notes(self) -> Notes:
        """What there is and what is wanted; given back, it is as it was."""
        return self.record, self._is_wanted

    @notes.setter
    def notes(self, notes: Notes) -> None:
        self.record, self._is_wanted = notes
        self._begun = None

    def want_next(self) -> None:
        """Have the next step recorded."""
        self._is_wanted = True

    def begin(self, step: int, rows: IntArray) -> None:
        """Note how things stand before a step; its learning rate is set already."""
        self.forget()
        if not self._is_wanted:
            return
        self._is_wanted = False
        optimizer, batch = self._optimizer, rows.copy()
        batch.flags.writeable = False
        values = {path: frozen_copy(array) for path, array in named_arrays(self._network)}
        kept = {name: frozen_copy(array) for name, array in optimizer.state().items()}
        self._begun = StepRecord(
            step=step,
            data=self._data,
            rows=batch,
            train_rows=self._train_rows,
            learning_rate=optimizer.learning_rate,
            clip_factor=1.0,
            optimizer_step=optimizer.step_count + 1,
            values=MappingProxyType(values),
            kept=MappingProxyType(kept),
        )

    def finish(self, clip_factor: float) -> None:
        """Note that the step was taken: the weights are the new ones."""
        if self._begun is not None:
            self.record = replace(self._begun, clip_factor=clip_factor)
            self._begun = None

    def forget(self) -> None:
        """Drop the record: the weights are not what that step made of them."""
        self.record = self._begun = None
