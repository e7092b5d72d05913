"""How fast a run is meant to go, in words."""

from __future__ import annotations

from enum import StrEnum

#: How long a run takes to its planned end at the pace at which one can watch it.
WATCHED_SECONDS = 30.0
SLOWEST_WATCHED = 0.1


class Speed(StrEnum):
    """The speeds, the slowest first; the words are remembered between two starts."""

    ONE = "one"
    TEN = "ten"
    WATCH = "watch"
    FULL = "full"

    @property
    def word(self) -> str:
        """What people read."""
        return {Speed.ONE: "1 a second", Speed.TEN: "10 a second"}.get(self, self.value)

    @property
    def tip(self) -> str:
        """What that means, in a sentence."""
        return {
            Speed.ONE: "One batch a second.",
            Speed.TEN: "Ten batches a second.",
            Speed.WATCH: "Slow enough to watch: the whole plan takes about half a minute.",
            Speed.FULL: "As fast as this computer can.",
        }[self]

    def period(self, steps: int) -> float:
        """Return the least seconds from one batch to the next.

        Parameters
        ----------
        steps : int
            How many are planned.
        """
        match self:
            case Speed.ONE:
                return 1.0
            case Speed.TEN:
                return 0.1
            case Speed.WATCH:
                return min(WATCHED_SECONDS / max(steps, 1), SLOWEST_WATCHED)
        return 0.0

    @classmethod
    def named(cls, name: str) -> Speed:
        """Return the speed of that name; one can watch what has no known one."""
        return cls(name) if name in set(cls) else cls.WATCH
