"""Threads that help with a step, and wait for the next one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextvars import copy_context
from queue import Empty, SimpleQueue

#: Seconds after which a thread that got nothing to do ends by itself.
IDLE_SECONDS = 0.5

#: Something to do; returns nothing.
Task = Callable[[], None]


class HelperThreads:
    """Let several threads do the same thing, again and again.

    Making a thread takes about as long as a shard of a small network.  So the threads are kept
    from one call to the next; they end by `close`, or by themselves once nothing has come for
    a while, and are made anew when needed.
    """

    def __init__(self) -> None:
        self._helpers: list[_Helper] = []

    def run(self, work: Callable[[int], None], threads: int) -> None:
        """Call ``work(0)`` on this thread and 1, 2, … each on one of its own, to the end.

        Raises
        ------
        BaseException
            That of this thread, or else the first of the others.
        """
        while len(self._helpers) < threads - 1:
            self._helpers.append(_Helper())
        helping = self._helpers[: threads - 1]
        for number, helper in enumerate(helping, 1):
            helper.begin(work, number)
        try:
            work(0)
        finally:
            troubles = [helper.wait() for helper in helping]
        for trouble in troubles:
            if trouble is not None:
                raise trouble

    def close(self) -> None:
        """End the threads, and wait until they have ended."""
        for helper in self._helpers:
            helper.close()
        self._helpers.clear()


class _Helper:
    """One thread; it exists while there is something to do, and a little longer."""

    def __init__(self) -> None:
        self._tasks: SimpleQueue[Task | None] = SimpleQueue()
        self._results: SimpleQueue[BaseException | None] = SimpleQueue()
        self._lock = threading.Lock()  # held by who puts a task, or decides to end
        self._thread: threading.Thread | None = None

    def begin(self, work: Callable[[int], None], number: int) -> None:
        """Have ``work(number)`` called."""
        # The context is copied because the treatment of floating-point errors belongs to it.
        context = copy_context()
        with self._lock:
            self._tasks.put(lambda: context.run(work, number))
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="shards", daemon=True)
                self._thread.start()

    def wait(self) -> BaseException | None:
        """Wait for the end of what was begun; return what it raised."""
        return self._results.get()

    def close(self) -> None:
        """End the thread, if there is one."""
        with self._lock:
            thread = self._thread
            if thread is not None:
                self._tasks.put(None)
        if thread is not None:
            thread.join()

    def _serve(self) -> None:
        while (task := self._next()) is not None:
            try:
                task()
            except BaseException as error:  # noqa: BLE001 - raised where the work was begun
                self._results.put(error)
            else:
                self._results.put(None)
            del task  # what it holds may be large

    def _next(self) -> Task | None:
        """Return the next task; None if the thread is to end."""
        try:
            task = self._tasks.get(timeout=IDLE_SECONDS)
        except Empty:
            with self._lock:
                if not self._tasks.empty():
                    return self._tasks.get()
                self._thread = None
                return None
        if task is None:
            with self._lock:
                self._thread = None
        return task
