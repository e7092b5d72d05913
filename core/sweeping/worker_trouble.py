"""Which workers had better get no run for a while."""

from __future__ import annotations

import time

#: Seconds for which a worker gets no run after one failed there, if there are others.
AVOIDED_SECONDS = 60.0


class WorkerTrouble:
    """Remembers where runs failed through the computer's fault, such as a full disk.

    A worker that fails is free at once: it would get one run after the other.
    """

    def __init__(self) -> None:
        self._failed_at: dict[str, float] = {}

    def note(self, worker: str) -> None:
        """Take note that a run failed there."""
        if worker:
            self._failed_at[worker] = time.monotonic()

    def forgive(self, worker: str) -> None:
        """Take note that a run went well there."""
        self._failed_at.pop(worker, None)

    def avoided(self) -> frozenset[str]:
        """Return the workers that had trouble a short while ago."""
        now = time.monotonic()
        return frozenset(
            worker for worker, at in self._failed_at.items() if now - at < AVOIDED_SECONDS
        )
