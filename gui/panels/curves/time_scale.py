"""Where a step lies along the curves."""

from __future__ import annotations

from dataclasses import dataclass

from gui.panels.curves.view import CurveView
from gui.state.timeline import Timeline


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Turns steps into shares of the x axis, and back.

    Attributes
    ----------
    timeline : Timeline
    view : CurveView
        Whether x counts steps or epochs.
    x_high : float
        Where the x axis ends; it begins at 0.
    """

    timeline: Timeline
    view: CurveView
    x_high: float

    def share(self, step: int) -> float:
        """Return where `step` lies, from 0 to 1."""
        return self.view.position(self.timeline, step) / self.x_high

    def step_at(self, share: float) -> int:
        """Return the step that lies there."""
        return self.view.step_at(self.timeline, share * self.x_high)
