"""Writes the ledger on a thread of its own."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from core.errors import Cancelled

if TYPE_CHECKING:
    from core.anatomy.addresses import Address
    from gui.panels.ledger.request import LedgerRequest
    from gui.panels.ledger.scribe import LedgerScribe

STOP_TIMEOUT_MS = 20_000
logger = logging.getLogger(__name__)


class _Worker(QObject):
    """Answers the newest request; those before it that were not begun are dropped."""

    written = Signal(object)
    _wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._changed = threading.Condition()
        self._request: LedgerRequest | None = None
        self._is_over = False
        self._scribe: LedgerScribe | None = None
        self._wanted.connect(self._work)

    def prepare(self) -> None:
        """Import what writing needs before anything is to be written."""
        self._wanted.emit()

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
        scribe = self._scribe
        if scribe is None:
            # here and not at the start of the program: the whole of core.ledger comes with it
            from gui.panels.ledger.scribe import LedgerScribe

            scribe = self._scribe = LedgerScribe(self.written.emit, self._is_given_up)
        with self._changed:
            # who asks for another number does not wait until the thread has rested
            left = scribe.rests_until - time.monotonic()
            self._changed.wait_for(lambda: self._is_due(scribe), left)
            request, self._request = self._request, None
        if request is None or self._is_over:
            return
        try:
            scribe.write(request)
        except Cancelled:
            return
        except Exception as error:
            logger.exception("the ledger could not be written")
            text = f"This page could not be written: {type(error).__name__}: {error}"
            scribe.give_up(request, text[:300])

    def _is_due(self, scribe: LedgerScribe) -> bool:
        """Whether the latest request is to be answered at once."""
        return self._is_over or self._request is None or not scribe.may_rest(self._request)

    def _is_given_up(self, address: Address) -> bool:
        """Whether nobody waits any more for what is being written.

        A newer moment of the same number is no reason: while training runs there always is one.
        """
        request = self._request
        return self._is_over or (request is not None and request.address != address)


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
            self._worker.prepare()

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
