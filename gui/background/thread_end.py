"""The end of a thread, awaited with a time limit."""

from __future__ import annotations

import atexit
import logging
import os
import sys

from PySide6.QtCore import QObject, QThread

logger = logging.getLogger(__name__)

#: How long the end of a thread is waited for, whichever thread it is.
STOP_TIMEOUT_MS = 20_000
#: What a program exits with if a thread still runs at its end.
LEFT_RUNNING = 3
#: Threads that did not end in time, and what they run: destroying either ends the program.
_left_running: list[tuple[QThread, QObject | None]] = []


def end_thread(thread: QThread, worker: QObject | None = None) -> bool:
    """Have `thread` end and wait for it; return whether it did within `STOP_TIMEOUT_MS`.

    A thread that does not end is logged, and outlives its owner.

    Parameters
    ----------
    thread : QThread
        Its event loop is ended; whatever it computes must have been given up before.
    worker : QObject, optional
        What lives on that thread.
    """
    thread.quit()
    if thread.wait(STOP_TIMEOUT_MS):
        return True
    logger.error("the thread %r did not end within %d ms", thread.objectName(), STOP_TIMEOUT_MS)
    thread.setParent(None)
    if not _left_running:
        atexit.register(_exit_at_once)
    _left_running.append((thread, worker))
    return False


def _exit_at_once() -> None:
    """End the program without taking it to pieces, if a thread would be destroyed by that."""
    if not all(thread.isFinished() for thread, _ in _left_running):
        logging.shutdown()
        sys.stdout.flush()
        os._exit(LEFT_RUNNING)
