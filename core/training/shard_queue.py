"""Work that several threads share, and whose results are taken in a fixed order."""

from __future__ import annotations

import threading
from collections.abc import Iterator


class ShardQueue:
    """Hand out the numbers 0, 1, 2, … to several threads; let the results in one by one.

    Floating-point addition depends on the order of its terms.  Taking the results in the order
    of their numbers makes a sum the same bits whichever thread computed what, and when.

    Parameters
    ----------
    count : int
        How many numbers there are.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._next = 0
        self._turn = 0
        self._is_abandoned = False
        self._changed = threading.Condition()

    def __iter__(self) -> Iterator[int]:
        """Yield numbers that no other thread got, until there are none or a thread gave up."""
        while True:
            with self._changed:
                number = self._next
                if self._is_abandoned or number >= self._count:
                    return
                self._next += 1
            yield number

    def await_turn(self, number: int) -> bool:
        """Wait until the results before `number` were taken; False if they never will be."""
        with self._changed:
            self._changed.wait_for(lambda: self._turn == number or self._is_abandoned)
            return not self._is_abandoned

    def end_turn(self) -> None:
        """Let the next result in."""
        with self._changed:
            self._turn += 1
            self._changed.notify_all()

    def abandon(self) -> None:
        """Hand out nothing more and let no thread wait any longer."""
        with self._changed:
            self._is_abandoned = True
            self._changed.notify_all()
