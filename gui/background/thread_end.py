"""The end of a thread, for which nobody waits without a limit."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QThread

logger = logging.getLogger(__name__)

#: How long the end of a thread is waited for, whichever thread it is.
STOP_TIMEOUT_MS = 20_000
#: Threads that did not end in time, and what they run: destroying either ends the program.
_left_running: list[tuple[QThread, QObject | None]] = []


def end_thread(thread: QThread, worker: QObject | None = None) -> bool:
    """Have `thread` end and wait for it; return whether it did within `STOP_TIMEOUT_MS`.

    A thread that does not end is logged, and outlives whoever owned it.

    Parameters
    ----------
    thread : QThread
        Its event loop is ended; whatever it computes must have been told to give up before.
    worker : QObject, optional
        What lives on that thread.
    """
    thread.quit()
    if thread.wait(STOP_TIMEOUT_MS):
        return True
    logger.error("the thread %r did not end within %d ms", thread.objectName(), STOP_TIMEOUT_MS)
    thread.setParent(None)
    _left_running.append((thread, worker))
    return False
