"""Notices every turn of the event loop that takes the processor for too long."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from dataclasses import dataclass

from PySide6.QtCore import QAbstractEventDispatcher, QObject, Slot

#: Processor time that one turn of the event loop may take, in seconds.
LIMIT = 0.3
#: How often the watcher looks where a long turn is, in seconds.
LOOK = 0.02
DEPTH = 14


@dataclass(frozen=True, slots=True)
class Stall:
    """One turn that took too long: processor time in seconds, and where it was."""

    seconds: float
    where: str


class StallWatch(QObject):
    """Measures the processor time of this thread between two turns of its event loop.

    Time in which the processor did something else, or other threads held the interpreter,
    does not count: a busy machine is no fault.
    """

    def __init__(self, limit: float = LIMIT, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._limit = limit
        self.stalls: list[Stall] = []
        self.longest = 0.0
        self._began = time.thread_time()
        self._seen: list[str] = []
        self._main = threading.get_ident()
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look, name="stall watch", daemon=True)

    def begin(self) -> None:
        """Watch this thread from now on."""
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.awake.connect(self.mark)
        dispatcher.aboutToBlock.connect(self.mark)
        self._began = time.thread_time()
        self._thread.start()

    def end(self) -> None:
        """Watch no more."""
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.awake.disconnect(self.mark)
        dispatcher.aboutToBlock.disconnect(self.mark)
        self._is_over.set()
        self._thread.join(10)

    @Slot()
    def mark(self) -> None:
        """End one turn and begin the next."""
        now = time.thread_time()
        taken, self._began = now - self._began, now
        self.longest = max(self.longest, taken)
        if taken > self._limit:
            self.stalls.append(Stall(taken, "\n…\n".join(self._seen[-3:])))
        self._seen = []

    def forget(self) -> None:
        """Do not count what this thread did since the last turn."""
        self._began = time.thread_time()
        self._seen = []

    def _look(self) -> None:
        clock = time.pthread_getcpuclockid(self._main)
        while not self._is_over.wait(LOOK):
            if time.clock_gettime(clock) - self._began > self._limit / 2:
                frame = sys._current_frames().get(self._main)
                stack = traceback.format_stack(frame)
                own = [line for line in stack if "/tests/" not in line and "pytest" not in line]
                self._seen.append("".join(own[-DEPTH:]))
