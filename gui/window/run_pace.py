"""How fast a run gets on."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

#: How many of the latest looks at the run the pace is taken from.
LOOKS = 40


class RunPace:
    """Estimates from the latest looks at a run how long it will still take.

    Parameters
    ----------
    clock : callable
        Returns seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._looks: deque[tuple[float, int]] = deque(maxlen=LOOKS)

    def look(self, step: int) -> None:
        """Note that the run is at `step` now."""
        self._looks.append((self._clock(), step))

    def forget(self) -> None:
        """Measure anew: the run was held, or runs at another speed."""
        self._looks.clear()

    def seconds_to(self, step: int) -> float | None:
        """Return how long it takes from the last look to `step`; None if that is unknown."""
        if len(self._looks) < 2:
            return None
        (then, first), (now, last) = self._looks[0], self._looks[-1]
        if last <= first:
            return None
        return (now - then) / (last - first) * max(step - last, 0)
