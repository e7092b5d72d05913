"""What no one caught, told to the user instead of to a terminal no one looks at."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot

logger = logging.getLogger(__name__)
#: How much of a message is told.
LONGEST = 200


class FailureHooks(QObject):
    """Logs every exception that no one caught, and tells each kind of it once.

    Exceptions come here from slots and overridden methods that Qt called, from threads and from
    destructors; the program goes on after all of them.  Made on the main thread.

    Signals
    -------
    failed(str)
        A sentence for the user, on the main thread.
    """

    failed = Signal(str)
    _caught = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: set[str] = set()
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook
        # an exception may come on any thread, and what shows it belongs to this one
        self._caught.connect(self._on_caught, Qt.ConnectionType.QueuedConnection)

    def watch(self) -> None:
        """Take over from Python's own hooks."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable

    def shut_down(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        self._take(kind, error, trace)

    def _on_thread_exception(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_type is not SystemExit:
            self._take(caught.exc_type, caught.exc_value, caught.exc_traceback)

    def _on_unraisable(self, caught: sys.UnraisableHookArgs) -> None:
        self._take(caught.exc_type, caught.exc_value, caught.exc_traceback)

    def _take(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        logger.error("no one caught an exception", exc_info=(kind, error or kind(), trace))
        self._caught.emit(f"{kind.__name__}: {error}"[:LONGEST])

    @Slot(str)
    def _on_caught(self, text: str) -> None:
        if text not in self._shown:
            self._shown.add(text)
            self.failed.emit(f"Something went wrong inside Glassbox; the run goes on. ({text})")
