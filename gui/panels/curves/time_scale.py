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
    x_low, x_high : float
        Where the x axis begins and ends.
    """

    timeline: Timeline
    view: CurveView
    x_low: float
    x_high: float

    def place(self, step: int) -> float:
        """Return the x of `step`."""
        return self.view.position(self.timeline, step)

    def share(self, step: int) -> float:
        """Return where `step` lies, from 0 to 1."""
        return (self.place(step) - self.x_low) / (self.x_high - self.x_low)

    def step_at(self, share: float) -> int:
        """Return the step that lies there."""
        x = self.x_low + share * (self.x_high - self.x_low)
        return self.view.step_at(self.timeline, x)
