"""How large everything is: fonts, lines, pictures, icons, rows and margins."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from gui.theme.screen_scale import screen_scale

#: Percentages one can choose.
STEPS = (75, 90, 100, 110, 125, 150, 175, 200)
NORMAL = 100


class Zoom(QObject):
    """One factor for everything that is shown, in every window.

    All sizes of the lab are in pixels that Qt scales for the screen.  The zoom makes Qt scale
    them more, so that there is nothing that would not follow: a window at 150 % is the window
    on a screen of two thirds its size, with more dots to a pixel.

    Signals
    -------
    changed(int)
        To so many percent.
    """

    changed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scale = screen_scale()

    @property
    def is_possible(self) -> bool:
        """Whether this Qt can be zoomed."""
        return self._scale is not None

    @property
    def percent(self) -> int:
        """How large everything is now; one of `STEPS`."""
        if self._scale is None:
            return NORMAL
        share = NORMAL * self._scale.factor / self._scale.base
        return _nearest(share)

    def use(self, wanted: int) -> None:
        """Show everything that large: at the step nearest to what is wanted, in percent."""
        percent = _nearest(wanted)
        if percent == self.percent or self._scale is None:
            return
        self._scale.use(self._scale.base * percent / NORMAL)
        self.changed.emit(percent)

    def larger(self) -> int:
        """Return the next larger step, or the largest."""
        return min((step for step in STEPS if step > self.percent), default=STEPS[-1])

    def smaller(self) -> int:
        """Return the next smaller step, or the smallest."""
        return max((step for step in STEPS if step < self.percent), default=STEPS[0])


def _nearest(percent: float) -> int:
    return min(STEPS, key=lambda step: abs(step - percent))


def plot_width(width: float) -> float:
    """Return how wide a line of a plot is, in dots of the screen.

    Lines of plots keep their width when the plot is stretched; for that Qt measures them in
    dots, while everything else is measured in pixels.

    Parameters
    ----------
    width : float
        In pixels.
    """
    ratios = (screen.devicePixelRatio() for screen in QGuiApplication.screens())
    return max(1.0, width * max(ratios, default=1.0))
