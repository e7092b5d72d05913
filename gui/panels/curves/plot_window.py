"""The part of the plane that is in sight."""

from __future__ import annotations

from dataclasses import dataclass, replace

Span = tuple[float, float]
#: The least a zoom shows, as a share of everything.
SMALLEST = 1e-4
#: How much of what is shown is left by one notch of the wheel.
NOTCH = 0.8


@dataclass(frozen=True, slots=True)
class PlotWindow:
    """From where to where x and y go; y in powers of ten while its scale is logarithmic."""

    x_low: float
    x_high: float
    y_low: float
    y_high: float

    @property
    def x(self) -> Span:
        """From where to where x goes."""
        return self.x_low, self.x_high

    @property
    def y(self) -> Span:
        """From where to where y goes."""
        return self.y_low, self.y_high

    def padded(self, size: tuple[float, float], pixels: float) -> PlotWindow:
        """Return the same with a margin on every side, in a picture of `size` pixels.

        A line or dot at the very edge is seen whole then.
        """
        x_more = _margin(self.x, size[0], pixels)
        y_more = _margin(self.y, size[1], pixels)
        return PlotWindow(
            self.x_low - x_more, self.x_high + x_more, self.y_low - y_more, self.y_high + y_more
        )

    def zoomed(self, x: Span | None, y: Span | None) -> PlotWindow:
        """Return the same with other stretches of x and y; None leaves them."""
        x, y = x or self.x, y or self.y
        return replace(self, x_low=x[0], x_high=x[1], y_low=y[0], y_high=y[1])


def zoomed_span(shown: Span, everything: Span, at: float, notches: float) -> Span | None:
    """Return the stretch after turning the wheel over `at`; None if that is everything.

    Parameters
    ----------
    shown, everything : (low, high)
    at : float
        What keeps its place.
    notches : float
        Above 0 shows less.
    """
    low, high = (at + (edge - at) * NOTCH**notches for edge in shown)
    return within(low, high, everything)


def within(low: float, high: float, everything: Span) -> Span | None:
    """Return a stretch, cut to what there is; None if that is everything."""
    first, last = everything
    least = SMALLEST * (last - first)
    if high - low < least:
        middle = (low + high) / 2
        low, high = middle - least / 2, middle + least / 2
    low, high = max(low, first), min(high, last)
    return None if (low, high) == everything or high <= low else (low, high)


def _margin(span: Span, size: float, pixels: float) -> float:
    inner = size - 2 * pixels
    return (span[1] - span[0]) * pixels / inner if inner > 2 * pixels else 0.0
