"""States of a run that is going on, in memory."""

from __future__ import annotations

from bisect import bisect_right
from threading import Lock
from typing import NamedTuple

import numpy as np

from core.arrays import IntArray
from core.documents.thinning import surplus
from core.training.session_state import SessionState

#: Share of the budget that is left free by thinning, so that it need not be done each time.
FREED = 0.1


class Held(NamedTuple):
    """A state, and whether it must stay."""

    state: SessionState
    is_pinned: bool


class SnapshotMemory:
    """Holds states inside a byte budget; dense near the last one, thinned into the past.

    One thread adds, any thread asks.

    Parameters
    ----------
    budget : int
        Bytes.  The first state, the last one and pinned ones are held even beyond it.

    Attributes
    ----------
    budget : int
    size : int
        Bytes held.
    longest_gap : int
        Steps between two states that are avoided as long as the budget allows.
    """

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self.size = 0
        self.longest_gap = 2**40
        self._lock = Lock()
        self._steps: list[int] = []
        self._held: list[Held] = []

    def add(self, state: SessionState, *, pinned: bool = False) -> None:
        """Hold `state`, which is later than all others or replaces the last one.

        Raises
        ------
        ValueError
            If it is earlier.
        """
        with self._lock:
            if self._steps and state.step < self._steps[-1]:
                raise ValueError(
                    f"SnapshotMemory: expected a step from {self._steps[-1]:,}, "
                    f"received {state.step:,}"
                )
            if self._steps and state.step == self._steps[-1]:
                replaced = self._held.pop()
                self.size -= replaced.state.size
                pinned = pinned or replaced.is_pinned
                self._steps.pop()
            self._steps.append(state.step)
            self._held.append(Held(state, pinned))
            self.size += state.size
            if self.size > self.budget:
                self._thin()

    def limit(self, budget: int) -> None:
        """Hold no more than `budget` bytes from now on."""
        with self._lock:
            self.budget = budget
            if self.size > budget:
                self._thin()

    def stored_steps(self) -> IntArray:
        """Return the steps whose states are held, rising."""
        with self._lock:
            return np.array(self._steps, np.int64)

    def state_before(self, step: int) -> SessionState | None:
        """Return the last held state that is not after `step`, if there is one."""
        with self._lock:
            place = bisect_right(self._steps, step) - 1
            return self._held[place].state if place >= 0 else None

    def held_after(self, step: int) -> list[Held]:
        """Return what is held of the steps after `step`, in their order."""
        with self._lock:
            return self._held[bisect_right(self._steps, step) :]

    def _thin(self) -> None:
        given_up = surplus(
            np.array(self._steps, np.int64),
            np.array([held.state.size for held in self._held], np.int64),
            np.array([held.is_pinned for held in self._held], np.bool_),
            budget=round(self.budget * (1 - FREED)),
            longest_gap=self.longest_gap,
        )
        gone = set(given_up.tolist())
        self._steps = [step for at, step in enumerate(self._steps) if at not in gone]
        self._held = [held for at, held in enumerate(self._held) if at not in gone]
        self.size = sum(held.state.size for held in self._held)
