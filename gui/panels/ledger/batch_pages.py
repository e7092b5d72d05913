"""The pages of a weight that need the whole batch: what it says, and the step it led to."""

from __future__ import annotations

import time
from collections.abc import Callable

from core.anatomy.addresses import ParameterAddress
from core.index_words import first_index
from core.inspection.moment import Moment
from core.ledger.batch_replay import BatchReplay
from core.ledger.page import Page
from core.training.step_record import StepRecord

#: A batch expected to take longer than this is announced before it is added up.
NOTICEABLE_SECONDS = 0.03
#: What a sample costs before any was timed.
FIRST_GUESS = 4e-5


class BatchPages:
    """Adds batches up, and remembers the last one.  Serves one thread.

    Attributes
    ----------
    seconds : float
        What the last batch took.
    """

    def __init__(self) -> None:
        self.seconds = 0.0
        self._per_sample = FIRST_GUESS
        self._replay: BatchReplay | None = None
        self._known: tuple[StepRecord, ParameterAddress, int, Page] | None = None

    def knows(self, moment: Moment, address: ParameterAddress) -> bool:
        """Whether this page needs no computing."""
        known, record = self._known, moment.snapshot.record
        return (
            known is not None and known[0] is record and known[1:3] == (address, first_index())
        )

    def is_slow(self, moment: Moment, address: ParameterAddress) -> bool:
        """Whether the wait for this page would be noticed."""
        record = moment.snapshot.record
        return (
            record is not None
            and not self.knows(moment, address)
            and len(record) * self._per_sample > NOTICEABLE_SECONDS
        )

    def page(
        self, moment: Moment, address: ParameterAddress, cancelled: Callable[[], bool]
    ) -> Page | None:
        """Return what the batch says about a weight; None if the moment has no batch.

        Raises
        ------
        LedgerError
            If it cannot be shown; the text says why.
        Cancelled
            If `cancelled` says so.
        """
        record, experiment = moment.snapshot.record, moment.experiment
        if record is None or experiment is None:
            return None
        if self._known is not None and self.knows(moment, address):
            return self._known[3]
        replay = self._replay
        if replay is None or (replay.experiment, replay.data) != (experiment, record.data):
            replay = self._replay = BatchReplay(experiment, record.data)
        began = time.perf_counter()
        page = replay.page(address, moment.snapshot, cancelled=cancelled)
        self.seconds = time.perf_counter() - began
        self._per_sample = self.seconds / len(record)
        self._known = record, address, first_index(), page
        return page
