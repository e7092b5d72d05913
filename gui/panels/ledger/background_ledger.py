"""Writes the ledger's pages on a thread of their own."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from gui.background.attempt import Attempt
from gui.background.newest_wish import NewestWish

if TYPE_CHECKING:
    from gui.panels.ledger.request import LedgerRequest, LedgerSpread
    from gui.panels.ledger.spread_writer import SpreadWriter


class BackgroundLedger(QObject):
    """Has pages written off the GUI thread, and hands them over on it.

    A thread of its own, so that a click never waits behind the judging of a whole test set.
    It begins with the first request, or before it so that no request waits for that.

    Signals
    -------
    written(LedgerSpread)
    """

    written = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._has_begun = False
        self._spread_writer: SpreadWriter | None = None
        self._wish: NewestWish[LedgerRequest | None, LedgerSpread | None] = NewestWish(
            self._write, name="ledger", is_outdated=_is_of_another_number, parent=self
        )
        self._wish.answered.connect(self._on_answered)
        self._wish.advanced.connect(self._on_answered)
        self._wish.failed.connect(self._on_failed)

    def begin(self) -> None:
        """Start the thread and import what writing needs, unless that was done."""
        if not self._has_begun:
            self._has_begun = True
            self._wish.ask(None)

    def ask(self, request: LedgerRequest) -> None:
        """Have `request` answered; a newer one replaces it."""
        self._has_begun = True
        self._wish.ask(request)

    def shut_down(self) -> bool:
        """End the thread; nothing is written any more."""
        return self._wish.shut_down()

    def _write(
        self, request: LedgerRequest | None, attempt: Attempt[LedgerRequest | None]
    ) -> LedgerSpread | None:
        """Write pages on the thread of their own."""
        spread_writer = self._spread_writer
        if spread_writer is None:
            # here and not at the start of the program: the whole of core.ledger comes with it
            from gui.panels.ledger.spread_writer import SpreadWriter

            spread_writer = self._spread_writer = SpreadWriter()
        if request is None:
            return None
        if spread_writer.may_rest(request):
            # who asks for another number does not wait until the thread has rested
            attempt.rest(spread_writer.rests_until - time.monotonic())
        return spread_writer.write(request, attempt.advance, attempt.cancelled)

    @Slot(object, object)
    def _on_answered(self, _request: object, spread: LedgerSpread | None) -> None:
        if spread is not None:
            self.written.emit(spread)

    @Slot(object, str)
    def _on_failed(self, request: LedgerRequest | None, text: str) -> None:
        from gui.panels.ledger.request import LedgerSpread

        if request is not None:
            missing = f"This page could not be written: {text}"
            self.written.emit(LedgerSpread(request, missing=missing[:300]))


def _is_of_another_number(
    under_way: LedgerRequest | None, newest: LedgerRequest | None
) -> bool:
    """Return whether what is being written is no longer wanted.

    A newer moment of the same number is no reason: while training runs there always is one.
    """
    if under_way is None or newest is None:
        return True
    is_same_run = under_way.moment.run_id == newest.moment.run_id
    return not is_same_run or under_way.address != newest.address
