"""Answers what another run was, on a thread of its own."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from core.errors import Cancelled, CoreError
from gui.panels.compare.comparison import Comparison, ComparisonRequest

if TYPE_CHECKING:  # SQLite is loaded when the first run is read, not when the window opens
    from gui.panels.compare.compared_run import ComparedRun

logger = logging.getLogger(__name__)
STOP_TIMEOUT_MS = 20_000


class _Worker(QObject):
    compared = Signal(object)
    failed = Signal(str)
    _wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._request: ComparisonRequest | None = None
        self._cancelled = threading.Event()
        self._run: ComparedRun | None = None
        self._wanted.connect(self._work)

    def ask(self, request: ComparisonRequest) -> None:
        """Replace what is wanted by `request`; called from any thread."""
        with self._lock:
            self._request = request
            self._cancelled.clear()
        self._wanted.emit()

    def cancel(self) -> None:
        """Give up what is under way; called from any thread."""
        self._cancelled.set()

    @Slot()
    def close(self) -> None:
        """Give the file free."""
        if self._run is not None:
            self._run.close()
            self._run = None

    @Slot()
    def _work(self) -> None:
        with self._lock:
            request, self._request = self._request, None
        if request is None:
            return
        try:
            with np.errstate(all="ignore"):  # a diverged network stays inspectable
                self.compared.emit(self._compare(request))
        except Cancelled:
            self.failed.emit("")
        except CoreError as error:
            self.failed.emit(str(error)[:300])
        except Exception as error:
            logger.exception("a comparison failed")
            self.failed.emit(f"{type(error).__name__}: {error}"[:300])

    def _compare(self, request: ComparisonRequest) -> Comparison:
        from gui.panels.compare.compared_run import ComparedRun

        if self._run is None or not self._run.is_of(request):
            self.close()
            self._run = ComparedRun(request)
        return self._run.compare(request, self._cancelled.is_set)


class Comparer(QObject):
    """Asks for the other run's moments and republishes them on the main thread.

    While one question is under way the newest further one waits; those between are dropped.
    Replaying towards an earlier step or another run than the newest wish is given up.

    Signals
    -------
    compared(Comparison)
    failed(str)
    """

    compared = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: QThread | None = None
        self._worker: _Worker | None = None
        self.is_busy = False
        self._under_way: ComparisonRequest | None = None
        self._waiting: ComparisonRequest | None = None

    def ask(self, request: ComparisonRequest) -> None:
        """Have `request` answered."""
        if self.is_busy:
            self._waiting = request
            now = self._under_way
            if self._worker is not None and now is not None and _leads_elsewhere(now, request):
                self._worker.cancel()
            return
        self.is_busy = True
        self._under_way = request
        self._started_worker().ask(request)

    def shut_down(self) -> bool:
        """End the thread; return whether it ended in time."""
        if self._thread is None or self._worker is None:
            return True
        self._worker.cancel()
        self._worker.blockSignals(True)
        self._thread.quit()
        has_ended = self._thread.wait(STOP_TIMEOUT_MS)
        self._worker.close()
        self._thread = self._worker = None
        return has_ended

    def _started_worker(self) -> _Worker:
        if self._worker is None:
            self._thread = QThread(self)
            self._thread.setObjectName("comparison")
            self._worker = _Worker()
            self._worker.moveToThread(self._thread)
            queued = Qt.ConnectionType.QueuedConnection
            self._worker.compared.connect(self._on_compared, queued)
            self._worker.failed.connect(self._on_failed, queued)
            self._thread.start()
        return self._worker

    @Slot(object)
    def _on_compared(self, comparison: Comparison) -> None:
        self._go_on()
        self.compared.emit(comparison)

    @Slot(str)
    def _on_failed(self, text: str) -> None:
        self._go_on()
        if text:
            self.failed.emit(text)

    def _go_on(self) -> None:
        self.is_busy = False
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.ask(waiting)


def _leads_elsewhere(now: ComparisonRequest, newer: ComparisonRequest) -> bool:
    """Return whether what is under way is of no use on the way to a newer wish."""
    return (now.path, now.pace) != (newer.path, newer.pace) or newer.step < now.step
