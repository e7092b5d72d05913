"""Parts of a batch that go through a network side by side and wait for each other."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Generic, TypeVar

from core.layers.coupled import Share, Walk

Result = TypeVar("Result")


class Lockstep(Generic[Result]):
    """Lead walks to their ends, so that each is sent the shares of all where they meet.

    The shares are handed over in the order of the walks, so the numbers do not depend on which
    thread leads which walk, nor on when.

    Parameters
    ----------
    walks : sequence of Walk
        All yield equally often.
    threads : int
        How many will call `lead`.

    Attributes
    ----------
    results : list
        Of the walks, in their order, once all threads are back.
    """

    def __init__(self, walks: Sequence[Walk[Result]], threads: int) -> None:
        self.results: list[Result] = []
        self._walks = walks
        self._threads = threads
        self._own: list[Share | None] = [None] * len(walks)
        self._ended: dict[int, Result] = {}
        self._everyones: tuple[Share, ...] | None = None
        self._meeting = threading.Barrier(threads, self._exchange)

    def lead(self, thread: int) -> None:
        """Lead every walk that is this thread's, to the end.

        Parameters
        ----------
        thread : int
            From 0; each number is to be led once, at the same time as the others.
        """
        mine = range(thread, len(self._walks), self._threads)
        try:
            while len(self.results) < len(self._walks):
                for number in mine:
                    self._go_on(number)
                self._meeting.wait()
        except threading.BrokenBarrierError:
            return  # another thread has failed, and says so itself
        except BaseException:
            self._meeting.abort()
            raise

    def _go_on(self, number: int) -> None:
        """Let a walk go on to where the walks meet next."""
        walk = self._walks[number]
        try:
            everyones = self._everyones
            self._own[number] = next(walk) if everyones is None else walk.send(everyones)
        except StopIteration as ended:
            self._ended[number] = ended.value

    def _exchange(self) -> None:
        """Make the shares known; called by one thread while all others wait."""
        if self._ended:
            self.results = [self._ended[number] for number in range(len(self._walks))]
        else:
            self._everyones = tuple(share for share in self._own if share is not None)
