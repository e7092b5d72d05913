"""Run one function on a thread of its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from core.errors import Cancelled, CoreError

logger = logging.getLogger(__name__)


class _Worker(QObject):
    done = Signal(object)
    failed = Signal(str)
    advanced = Signal(float, str)

    def __init__(self, function: Callable[..., Any], cancelled: threading.Event) -> None:
        super().__init__()
        self._function = function
        self._cancelled = cancelled

    @Slot()
    def run(self) -> None:
        try:
            result = self._function(
                progress=self.advanced.emit, cancelled=self._cancelled.is_set
            )
        except Cancelled:
            self.failed.emit("")
        except CoreError as error:
            self.failed.emit(str(error)[:300])
        except Exception as error:
            logger.exception("a background task failed")
            self.failed.emit(f"{type(error).__name__}: {error}"[:300])
        else:
            self.done.emit(result)


class BackgroundTask(QObject):
    """Calls ``function(progress=…, cancelled=…)`` off the main thread, once.

    Signals
    -------
    done(object)
        The function's result.
    failed(str)
        It raised; the text is fit to show, and empty if it was cancelled.
    advanced(float, str)
        Share done from 0 to 1, and what is being done.
    """

    done = Signal(object)
    failed = Signal(str)
    advanced = Signal(float, str)

    def __init__(self, function: Callable[..., Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cancelled = threading.Event()
        self._thread = QThread(self)
        self._thread.setObjectName("background task")
        self._worker = _Worker(function, self._cancelled)
        self._worker.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._thread.started.connect(self._worker.run)
        self._worker.done.connect(self._on_done, queued)
        self._worker.failed.connect(self._on_failed, queued)
        self._worker.advanced.connect(self._on_advanced, queued)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self) -> None:
        """Ask the function to give up; it answers with `failed`."""
        self._cancelled.set()

    def shut_down(self) -> None:
        """Cancel and wait for the thread's end."""
        self.cancel()
        self._thread.quit()
        self._thread.wait()

    @Slot(object)
    def _on_done(self, result: object) -> None:
        self.shut_down()
        self.done.emit(result)

    @Slot(str)
    def _on_failed(self, text: str) -> None:
        self.shut_down()
        self.failed.emit(text)

    @Slot(float, str)
    def _on_advanced(self, share: float, text: str) -> None:
        self.advanced.emit(share, text)
