"""Where a step lies along the curves."""

from __future__ import annotations

from gui.state.timeline import Timeline
from gui.widgets.curve_view import CurveView


class TimeScale:
    """Turns steps into shares of the x axis, and back.

    Parameters
    ----------
    timeline : Timeline
    view : CurveView
        Whether x counts steps or epochs.
    x_high : float
        Where the x axis ends; it begins at 0.
    """

    def __init__(self, timeline: Timeline, view: CurveView, x_high: float) -> None:
        self._timeline = timeline
        self._view = view
        self._x_high = x_high

    def share(self, step: int) -> float:
        """Return where `step` lies, from 0 to 1."""
        return self._view.position(self._timeline, step) / self._x_high

    def step_at(self, share: float) -> int:
        """Return the step that lies there."""
        return self._view.step_at(self._timeline, share * self._x_high)
