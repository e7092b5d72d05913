"""Where states of a run can be found."""

from __future__ import annotations

from typing import Protocol

from core.arrays import IntArray
from core.training.session_state import SessionState


class StateSource(Protocol):
    """Holds some states of one run; may be asked from any thread."""

    def stored_steps(self) -> IntArray:
        """Return the steps whose states are held, rising."""

    def state_before(self, step: int) -> SessionState | None:
        """Return the last held state that is not after `step`, if there is one."""
