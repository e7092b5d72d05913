"""The colours of runs that are shown side by side."""

from __future__ import annotations

from gui.theme.run_colors import run_color
from gui.theme.theme import Theme


def series_color(theme: Theme, at: int) -> str:
    """Return the colour of a run: blue is the shown one, the others have those of overlays."""
    return theme.positive if at == 0 else run_color(theme, at)
