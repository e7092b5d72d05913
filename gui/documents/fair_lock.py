"""A lock that every waiting thread gets in turn."""

from __future__ import annotations

from threading import Lock
from types import TracebackType


class FairLock:
    """A lock for the time between two steps: the thread that waits longest is next.

    With an ordinary lock a loop that gives it back and takes it again at once would keep
    every other thread waiting for as long as it runs.
    """

    def __init__(self) -> None:
        self._next = Lock()
        self._inside = Lock()

    def __enter__(self) -> None:
        with self._next:
            self._inside.acquire()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._inside.release()
