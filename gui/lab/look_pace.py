"""How often the window may look at a training network."""

from __future__ import annotations

#: Share of one core that the user interface may use while training runs.
BUDGET = 0.10
#: Bounds of the time between two looks, in milliseconds.
SHORTEST_MS = 40
LONGEST_MS = 2000
#: By how much one look may change the pace.
LARGEST_CHANGE = 1.5


class LookPace:
    """Finds the time between two looks with which drawing them stays inside the budget.

    Drawing a small network in one panel takes a millisecond, and a deep one in all panels
    fifty; a fixed pace would waste the one machine and choke the other.
    """

    def __init__(self) -> None:
        self._interval_ms = float(SHORTEST_MS)

    @property
    def interval_ms(self) -> int:
        """Milliseconds to wait after one look before the next."""
        return round(self._interval_ms)

    def adapt(self, cpu_seconds: float, wall_seconds: float) -> None:
        """Take what the GUI thread used since the look before.

        Parameters
        ----------
        cpu_seconds : float
            Processor time of the GUI thread.
        wall_seconds : float
            Time that passed.
        """
        if wall_seconds <= 0:
            return
        excess = cpu_seconds / wall_seconds / BUDGET
        change = min(max(excess, 1 / LARGEST_CHANGE), LARGEST_CHANGE)
        self._interval_ms = min(max(self._interval_ms * change, SHORTEST_MS), LONGEST_MS)
