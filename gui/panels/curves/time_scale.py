"""Where a step lies along the curves."""

from __future__ import annotations

from dataclasses import dataclass

from core.arrays import FloatArray, IntArray
from gui.panels.curves.view import CurveView
from gui.state.timeline import Timeline

#: What people mean by a round step, the roundest first.
ROUND = tuple(factor * 10**power for power in range(7, -1, -1) for factor in (5, 1))


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

    def shares(self, steps: IntArray) -> FloatArray:
        """Return where each of `steps` lies, from 0 to 1."""
        places = self.view.positions(self.timeline, steps)
        return (places - self.x_low) / (self.x_high - self.x_low)

    def step_at(self, share: float) -> int:
        """Return the step that lies there."""
        x = self.x_low + share * (self.x_high - self.x_low)
        return self.view.step_at(self.timeline, x)

    def step_meant(self, share: float, pixel: float) -> int:
        """Return the roundest of the steps that lie under one pixel: step 100, and not 97.

        Parameters
        ----------
        share : float
            Where the middle of the pixel is, from 0 to 1.
        pixel : float
            Which share of the axis it covers.
        """
        nearest = self.step_at(share)
        low, high = self.step_at(share - pixel / 2), self.step_at(share + pixel / 2)
        if high - low < 2:
            return nearest  # every step has a pixel of its own
        rounded = (round(nearest / unit) * unit for unit in ROUND)
        return next((step for step in rounded if low <= step <= high), nearest)
