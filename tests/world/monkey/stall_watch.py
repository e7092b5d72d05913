"""Notices every turn of the event loop that takes the processor for too long."""

from __future__ import annotations

import faulthandler
import math
import signal
import statistics
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from PySide6.QtCore import QAbstractEventDispatcher, QObject, Slot

#: Processor time that one turn of the event loop may take, in seconds.
LIMIT = 0.3
#: How often the watcher looks where a long turn is, in seconds.
LOOK = 0.02
DEPTH = 14
#: What makes the watched thread write down where it is.
CALL = signal.SIGUSR2
LOAD = Path("/proc/loadavg")


#: A fixed piece of work, to see how quick the processor is just now.
WORK = [f"{number} {number / 7}" for number in range(1500)]
PULSES = 5
#: How many times slower a thread gets when another one runs on the other half of its core.
SHARED = 2.5


@dataclass(frozen=True, slots=True)
class Stall:
    """One turn that took too long.

    Attributes
    ----------
    seconds : float
        Processor time.
    slowdown : float
        How many times slower the processor was than at its best, as others share it.
    where : str
    """

    seconds: float
    slowdown: float
    where: str


class StallWatch(QObject):
    """Measures the processor time of this thread between two turns of its event loop.

    Time in which the processor did something else, or other threads held the interpreter,
    does not count, and what a crowded processor takes longer for is allowed to take longer:
    a busy machine is no fault.  How quick the processor can be shows only while nothing else
    runs; on a machine that was never idle so far, it counts as shared.
    """

    def __init__(self, limit: float = LIMIT, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._limit = limit
        self.stalls: list[Stall] = []
        self.longest = 0.0
        self._quickest, self._is_best_known = math.inf, False
        for _ in range(4 * PULSES):
            self.look_at_speed()
        self._began = time.thread_time()
        self._seen: list[str] = []
        self._main = threading.get_ident()
        self._is_over = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Watch this thread from now on."""
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.awake.connect(self.mark)
        dispatcher.aboutToBlock.connect(self.mark)
        self.forget()
        self._is_over.clear()
        self._file = tempfile.TemporaryFile("w+")  # noqa: SIM115 (`end` closes it)
        faulthandler.register(CALL, self._file, all_threads=False)
        self._thread = threading.Thread(target=self._look, name="stall watch", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Watch no more."""
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.awake.disconnect(self.mark)
        dispatcher.aboutToBlock.disconnect(self.mark)
        self._is_over.set()
        if self._thread is not None:
            self._thread.join(10)
        # the last call has come by now: a call that no one answers would end the program
        faulthandler.unregister(CALL)
        self._file.close()

    @Slot()
    def mark(self) -> None:
        """End one turn and begin the next."""
        now = time.thread_time()
        taken, self._began = now - self._began, now
        self.longest = max(self.longest, taken)
        if taken > self._limit:
            slowdown = self._slowdown()
            if taken > self._limit * slowdown:
                self.stalls.append(Stall(taken, slowdown, "\n…\n".join(self._seen[-3:])))
            self._began = time.thread_time()
        self._seen = []

    def forget(self) -> None:
        """Do not count what this thread did since the last turn."""
        self._began = time.thread_time()
        self._seen = []

    def look_at_speed(self) -> float:
        """See whether the processor is quicker now than it ever was; return what it takes."""
        is_alone = runnable() == 1
        taken = _pulse()
        self._quickest = min(self._quickest, taken)
        self._is_best_known |= is_alone and runnable() == 1
        return taken

    def _slowdown(self) -> float:
        now = statistics.median(self.look_at_speed() for _ in range(PULSES))
        return now / self._quickest * (1.0 if self._is_best_known else SHARED)

    def _look(self) -> None:
        """Ask the watched thread where it is whenever its turn takes long.

        It writes that down itself, within its handler of a signal.  To look at its frames from
        here would keep what they hold alive, and objects of Qt would be destroyed on this
        thread; the fault handler called here walks through the states of all threads, and fails
        on one that is just being made.
        """
        clock = time.pthread_getcpuclockid(self._main)
        asked = None  # when the turn began that was asked about
        while not self._is_over.wait(LOOK):
            told = _taken_out(self._file)
            if told and asked == self._began:
                self._seen.append(told)
            asked = None
            if time.clock_gettime(clock) - self._began > self._limit / 2:
                asked = self._began
                signal.pthread_kill(self._main, CALL)


def _taken_out(file: IO[str]) -> str:
    """Return what a thread wrote down of where it is, the innermost call first; forget it."""
    file.seek(0)
    lines = file.read().splitlines()
    file.seek(0)
    file.truncate()
    return "\n".join(lines[1 : 1 + DEPTH])


def runnable() -> int:
    """Return how many threads of the machine run or could run now; 1 if only this one does."""
    return int(LOAD.read_text().split()[3].split("/")[0])


def _pulse() -> float:
    """Return the processor time of the fixed piece of work, in seconds."""
    began = time.thread_time()
    sorted(repr(WORK).split(), key=len)
    return time.thread_time() - began
