"""Every state of the run on screen that is at hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from core.arrays import IntArray

if TYPE_CHECKING:  # they bring sqlite3, which no window needs before the first step
    from core.documents.snapshot_memory import SnapshotMemory
    from core.training.session_state import SessionState


class RunMemory:
    """The states in memory of a run and, before a branch, of the runs it came from.

    Parameters
    ----------
    memories : sequence of (int, SnapshotMemory)
        Since which step each counts, rising.
    """

    def __init__(self, memories: Sequence[tuple[int, SnapshotMemory]]) -> None:
        self._memories = tuple(memories)

    def stored_steps(self) -> IntArray:
        """Return the steps whose states are held, rising."""
        steps: list[IntArray] = [np.empty(0, np.int64)]
        ends = [since for since, _ in self._memories[1:]]
        for place, (_, memory) in enumerate(self._memories):
            known = memory.stored_steps()
            steps.append(known[known < ends[place]] if place < len(ends) else known)
        return np.concatenate(steps)

    def state_before(self, step: int) -> SessionState | None:
        """Return the last held state that is not after `step`, if there is one."""
        for since, memory in reversed(self._memories):
            state = memory.state_before(step) if since <= step else None
            if state is not None:
                return state
        return None
