"""Writes the ledger on a thread of its own."""

from __future__ import annotations

import logging
import threading
import time

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from core.errors import Cancelled
from core.ledger.addresses import Address, ParameterAddress
from gui.inspection.ledger_batch_desk import BatchDesk
from gui.inspection.ledger_request import LedgerRequest, LedgerSpread
from gui.inspection.ledger_writer import write_spread

STOP_TIMEOUT_MS = 20_000
#: While training runs, an open weight has every batch added up anew; between two of them the
#: thread rests so many times as long as that took, but never longer than a second.
REST = 10.0
LONGEST_REST = 1.0
logger = logging.getLogger(__name__)


class _Worker(QObject):
    """Answers the latest request; older ones are lost."""

    written = Signal(object)
    _wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._changed = threading.Condition()
        self._request: LedgerRequest | None = None
        self._is_over = False
        self._desk = BatchDesk()
        self._shown: Address | None = None
        self._rests_until = 0.0
        self._wanted.connect(self._work)

    def ask(self, request: LedgerRequest) -> None:
        with self._changed:
            self._request = request
            self._changed.notify_all()
        self._wanted.emit()

    def end(self) -> None:
        """Give up what is being written, from any thread."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    @Slot()
    def _work(self) -> None:
        with self._changed:
            # who asks for another number does not wait until the thread has rested
            self._changed.wait_for(self._is_due, self._rests_until - time.monotonic())
            request, self._request = self._request, None
        if request is None or self._is_over:
            return
        try:
            self._write(request)
        except Cancelled:
            return
        except Exception as error:
            logger.exception("the ledger could not be written")
            text = f"This page could not be written: {type(error).__name__}: {error}"
            self.written.emit(LedgerSpread(request, missing=text[:300]))

    def _write(self, request: LedgerRequest) -> None:
        address, moment, desk = request.address, request.moment, self._desk
        is_new, self._shown = address != self._shown, address
        if not isinstance(address, ParameterAddress) or desk.knows(moment, address):
            self.written.emit(write_spread(request, desk))
            return
        if is_new and desk.is_slow(moment, address):
            self.written.emit(write_spread(request, desk, may_compute=False))
        before = time.monotonic()
        spread = write_spread(request, desk, cancelled=self._is_cancelled)
        now = time.monotonic()
        self._rests_until = now + min(REST * (now - before), LONGEST_REST)
        self.written.emit(spread)

    def _is_due(self) -> bool:
        """Whether the latest request is to be answered at once."""
        request = self._request
        return (
            self._is_over
            or request is None
            or request.address != self._shown
            or not isinstance(request.address, ParameterAddress)
            or self._desk.knows(request.moment, request.address)
        )

    def _is_cancelled(self) -> bool:
        """Whether nobody waits any more for what is being written.

        A newer moment of the same number is no reason: while training runs there always is one.
        """
        request = self._request
        return self._is_over or (request is not None and request.address != self._shown)


class LedgerClerk(QObject):
    """Has pages written off the GUI thread, and hands them over on it.

    A thread of its own, so that a click never waits behind the judging of a whole test set.
    It begins with the first request, or before it so that nobody waits for that.

    Signals
    -------
    written(LedgerSpread)
    """

    written = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_shut_down = False
        self._thread = QThread(self)
        self._thread.setObjectName("ledger")
        self._worker = _Worker()
        self._worker.moveToThread(self._thread)
        self._worker.written.connect(self._on_written, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Start the thread, unless it runs or was shut down."""
        if not self._is_shut_down and not self._thread.isRunning():
            self._thread.start()

    def ask(self, request: LedgerRequest) -> None:
        """Have `request` answered; a newer one replaces it."""
        if not self._is_shut_down:
            self.begin()
            self._worker.ask(request)

    def shut_down(self) -> None:
        """End the thread; nothing is written any more."""
        self._is_shut_down = True
        self._worker.end()
        self._thread.quit()
        self._thread.wait(STOP_TIMEOUT_MS)

    @Slot(object)
    def _on_written(self, spread: object) -> None:
        self.written.emit(spread)
