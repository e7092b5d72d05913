"""How the curves of runs that are trained together look: colour and dashes."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPen

from gui.judging.series_color import series_color
from gui.theme.theme import Theme

WIDTH = 2.0
#: In pen widths, for A, B, C and D: told apart without colour, too.
DASHES: tuple[tuple[float, ...], ...] = ((), (4.0, 2.0), (1.5, 1.5), (7.0, 2.0, 1.5, 2.0))


def curve_pen(theme: Theme, place: int) -> QPen:
    """Return the pen of a run: 0 for A."""
    pen = QPen(QColor(series_color(theme, place)), WIDTH)
    if DASHES[place]:
        pen.setDashPattern(DASHES[place])
    return pen
