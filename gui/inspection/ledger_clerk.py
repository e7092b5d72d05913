"""Writes the ledger on a thread of its own."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

if TYPE_CHECKING:
    from gui.inspection.ledger_request import LedgerRequest

STOP_TIMEOUT_MS = 20_000
logger = logging.getLogger(__name__)


class _Worker(QObject):
    """Answers the latest request; older ones are lost."""

    written = Signal(object)
    _wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._request: LedgerRequest | None = None
        self._wanted.connect(self._work)

    def prepare(self) -> None:
        """Import what writing needs before anything is to be written."""
        self._wanted.emit()

    def ask(self, request: LedgerRequest) -> None:
        with self._lock:
            self._request = request
        self._wanted.emit()

    @Slot()
    def _work(self) -> None:
        # here and not at the start of the program: the whole of core.ledger comes with it
        from gui.inspection.ledger_request import LedgerSpread
        from gui.inspection.ledger_writer import write_spread

        with self._lock:
            request, self._request = self._request, None
        if request is None:
            return
        try:
            spread = write_spread(request)
        except Exception as error:
            logger.exception("the ledger could not be written")
            text = f"This page could not be written: {type(error).__name__}: {error}"
            spread = LedgerSpread(request, missing=text[:300])
        self.written.emit(spread)


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
        self._thread.quit()
        self._thread.wait(STOP_TIMEOUT_MS)

    @Slot(object)
    def _on_written(self, spread: object) -> None:
        self.written.emit(spread)
