"""One wish, from when it is asked until it is answered."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from core.errors import Cancelled

Wish = TypeVar("Wish")


class Attempt(Generic[Wish]):
    """Says whether an answer that is being computed is still wanted.

    May be asked from any thread.

    Parameters
    ----------
    wish : Wish
    changed : Condition
        Notified when a newer wish is asked or this one is given up; shared by all attempts.
    is_outdated : callable
        Called with this wish and a newer one: whether an answer to this one is of no use then.
    advance : callable
        Takes this attempt and what is known so far.
    """

    def __init__(
        self,
        wish: Wish,
        changed: threading.Condition,
        is_outdated: Callable[[Wish, Wish], bool],
        advance: Callable[[Attempt[Wish], object], object],
    ) -> None:
        self.wish = wish
        self._changed = changed
        self._is_outdated = is_outdated
        self._advance = advance
        self._newest: tuple[Wish] | None = None  # of those asked since
        self._is_given_up = False
        self._is_kept = False

    @property
    def is_newest(self) -> bool:
        """Whether nothing was asked since, and this was not given up."""
        return self._newest is None and not self._is_given_up

    @property
    def newest(self) -> Wish | None:
        """The newest wish that was asked since, if any was."""
        newest = self._newest
        return None if newest is None else newest[0]

    def cancelled(self) -> bool:
        """Return whether the answer is no longer wanted."""
        newest = self._newest
        if self._is_given_up:
            return True
        return (
            newest is not None and not self._is_kept and self._is_outdated(self.wish, newest[0])
        )

    def check(self) -> None:
        """Go on if the answer is wanted.

        Raises
        ------
        Cancelled
            If it is not.
        """
        if self.cancelled():
            raise Cancelled("the answer is no longer wanted")

    def keep(self) -> None:
        """Have the answer handed over even if something newer is asked from here on.

        For answers that are nearly there: wishes that come faster than
        answers would never see one otherwise.

        Raises
        ------
        Cancelled
            If it is too late for that.
        """
        with self._changed:
            self.check()
            self._is_kept = True

    def rest(self, seconds: float) -> None:
        """Wait that long, or not at all if that is negative.

        Raises
        ------
        Cancelled
            As soon as anything newer is asked, or this is given up.
        """
        with self._changed:
            if self._changed.wait_for(lambda: not self.is_newest, max(seconds, 0.0)):
                raise Cancelled("something newer is wanted")

    def advance(self, news: object) -> None:
        """Hand over what is known so far."""
        self._advance(self, news)

    def follow(self, newer: Wish) -> None:
        """Take notice of a newer wish; the caller holds the lock of `changed`."""
        self._newest = (newer,)

    def give_up(self) -> None:
        """Want no answer, whatever comes; the caller holds the lock of `changed`."""
        self._is_given_up = True
