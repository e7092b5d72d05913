"""What part of the plane a growing plot shows."""

from __future__ import annotations

import math

GROWTH = 1.25
MANTISSAS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


class PlotRange:
    """Axis ranges that change seldom: x grows in steps of a quarter, y only widens.

    Every change redraws the axes, so following each new point would cost more than the
    curves themselves, and a picture that never stands still is hard to read.

    Parameters
    ----------
    x_high : float
        Where x ends at first.
    y_low, y_high : float
        What y shows at least.
    is_log : bool
        Whether y is a power of ten: then it widens by half decades.
    """

    def __init__(
        self, x_high: float, y_low: float, y_high: float, *, is_log: bool = False
    ) -> None:
        self.x_high = x_high
        self.y_low = y_low
        self.y_high = y_high
        self._is_log = is_log

    def cover(self, x: float, y_low: float, y_high: float) -> bool:
        """Make room for points up to `x` and for these y; return whether that was needed."""
        before = (self.x_high, self.y_low, self.y_high)
        while self.x_high < x:
            self.x_high = math.ceil(self.x_high * GROWTH)
        if self._is_log:
            self.y_low = min(self.y_low, math.floor(2 * y_low) / 2)
            self.y_high = max(self.y_high, math.ceil(2 * y_high) / 2)
        else:
            if y_low < self.y_low:
                self.y_low = -_round_up(-y_low) if y_low < 0 else 0.0
            if y_high > self.y_high:
                self.y_high = _round_up(y_high)
        return before != (self.x_high, self.y_low, self.y_high)


def _round_up(value: float) -> float:
    """Return the next round number at or above a positive `value`."""
    power = 10.0 ** math.floor(math.log10(value))
    return next((m * power for m in MANTISSAS if m * power >= value), 10 * power)
