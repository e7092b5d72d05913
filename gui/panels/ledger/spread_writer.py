"""Writes the pages of one number after the other, and paces large batches."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from core.anatomy.addresses import Address, ParameterAddress
from core.inspection.network_copy import NetworkCopy
from gui.panels.ledger.batch_pages import BatchPages
from gui.panels.ledger.request import LedgerRequest, LedgerSpread
from gui.panels.ledger.writer import write_spread

#: While training runs, an open weight has every batch added up anew; between two of them there
#: is a rest, so many times as long as that took, but never longer than a second.
REST = 10.0
LONGEST_REST = 1.0


class SpreadWriter:
    """Writes the pages of requests; remembers the last batch, and how long it took.

    Attributes
    ----------
    rests_until : float
        As `time.monotonic` counts.
    """

    def __init__(self) -> None:
        self.rests_until = 0.0
        self._batch_pages = BatchPages()
        self._network = NetworkCopy(np.float64)
        self._shown: Address | None = None

    def may_rest(self, request: LedgerRequest) -> bool:
        """Whether `request` may wait: the same number again, with another batch to add up."""
        address = request.address
        return (
            address == self._shown
            and isinstance(address, ParameterAddress)
            and not self._batch_pages.knows(request.moment, address)
        )

    def write(
        self,
        request: LedgerRequest,
        announce: Callable[[LedgerSpread], object],
        cancelled: Callable[[], bool],
    ) -> LedgerSpread:
        """Write the pages of `request`.

        Parameters
        ----------
        request : LedgerRequest
        announce : callable
            Takes the pages there are before a large batch is added up.
        cancelled : callable
            Asked while a batch is added up: whether it is no longer wanted.

        Raises
        ------
        Cancelled
            If `cancelled` says so.
        """
        address, moment, batch_pages = request.address, request.moment, self._batch_pages
        network = self._network
        is_new, self._shown = address != self._shown, address
        if not isinstance(address, ParameterAddress) or batch_pages.knows(moment, address):
            return write_spread(request, batch_pages, network)
        if is_new and batch_pages.is_slow(moment, address):
            announce(write_spread(request, batch_pages, network, may_compute=False))
        before = time.monotonic()
        spread = write_spread(request, batch_pages, network, cancelled=cancelled)
        now = time.monotonic()
        self.rests_until = now + min(REST * (now - before), LONGEST_REST)
        return spread
