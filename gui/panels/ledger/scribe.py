"""Writing the pages of one number after the other, whatever that takes."""

from __future__ import annotations

import time
from collections.abc import Callable

from core.anatomy.addresses import Address, ParameterAddress
from gui.panels.ledger.batch_desk import BatchDesk
from gui.panels.ledger.request import LedgerRequest, LedgerSpread
from gui.panels.ledger.writer import write_spread

#: While training runs, an open weight has every batch added up anew; between two of them there
#: is a rest, so many times as long as that took, but never longer than a second.
REST = 10.0
LONGEST_REST = 1.0


class LedgerScribe:
    """Answers requests; remembers the batches it added up, and how long that took.

    Parameters
    ----------
    hand_over : callable
        Takes every `LedgerSpread`; a large batch is announced by one before it is added up.
    is_given_up : callable
        Asked with the address being written: whether nobody waits for it any more.

    Attributes
    ----------
    rests_until : float
        As `time.monotonic` counts.
    """

    def __init__(
        self,
        hand_over: Callable[[LedgerSpread], object],
        is_given_up: Callable[[Address], bool],
    ) -> None:
        self.rests_until = 0.0
        self._hand_over = hand_over
        self._is_given_up = is_given_up
        self._desk = BatchDesk()
        self._shown: Address | None = None

    def may_rest(self, request: LedgerRequest) -> bool:
        """Whether `request` may wait: the same number again, with another batch to add up."""
        address = request.address
        return (
            address == self._shown
            and isinstance(address, ParameterAddress)
            and not self._desk.knows(request.moment, address)
        )

    def write(self, request: LedgerRequest) -> None:
        """Write the pages of `request`.

        Raises
        ------
        Cancelled
            If `is_given_up` says so meanwhile.
        """
        address, moment, desk = request.address, request.moment, self._desk
        is_new, self._shown = address != self._shown, address
        if not isinstance(address, ParameterAddress) or desk.knows(moment, address):
            self._hand_over(write_spread(request, desk))
            return
        if is_new and desk.is_slow(moment, address):
            self._hand_over(write_spread(request, desk, may_compute=False))
        before = time.monotonic()
        spread = write_spread(request, desk, cancelled=lambda: self._is_given_up(address))
        now = time.monotonic()
        self.rests_until = now + min(REST * (now - before), LONGEST_REST)
        self._hand_over(spread)

    def give_up(self, request: LedgerRequest, why: str) -> None:
        """Say in place of the pages why there are none."""
        self._hand_over(LedgerSpread(request, missing=why))
