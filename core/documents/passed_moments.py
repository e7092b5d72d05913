"""Moments that a replay came through, for those who come back."""

from __future__ import annotations

from core.documents.recalled_moment import RecalledMoment


class PassedMoments:
    """Holds replayed moments inside a byte budget; those asked for longest ago go first.

    For one thread at a time.

    Parameters
    ----------
    budget : int
        Bytes.

    Attributes
    ----------
    size : int
        Bytes held.
    """

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self.size = 0
        self._moments: dict[int, RecalledMoment] = {}  # the one asked for last at the end

    def stride(self, steps: int, size: int) -> int:
        """Return how many steps apart to hold the moments of a replay of so many steps.

        Half of the budget is for them, so that coming back finds what was passed before, too.
        `size` is in bytes, of one.
        """
        return max(1, -(-2 * steps * size // max(self._budget, 1)))

    def add(self, moment: RecalledMoment) -> None:
        """Hold a moment, unless it is larger than half of the budget."""
        size = moment.state.size
        if 2 * size > self._budget:
            return
        self._take(moment.state.step)
        self._moments[moment.state.step] = moment
        self.size += size
        while self.size > self._budget:
            self._take(next(iter(self._moments)))

    def at(self, step: int) -> RecalledMoment | None:
        """Return the moment of `step`, if it is held."""
        moment = self._take(step)
        if moment is not None:
            self.add(moment)
        return moment

    def last_before(self, step: int) -> RecalledMoment | None:
        """Return the last held moment before `step`, if there is one."""
        earlier = [held for held in self._moments if held < step]
        return self.at(max(earlier)) if earlier else None

    def _take(self, step: int) -> RecalledMoment | None:
        moment = self._moments.pop(step, None)
        if moment is not None:
            self.size -= moment.state.size
        return moment
