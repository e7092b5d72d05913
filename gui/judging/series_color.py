"""The colours of runs that are shown side by side."""

from __future__ import annotations

from gui.theme.run_colors import run_color
from gui.theme.theme import Theme

#: Of the looks of overlays, those that stay apart from each other and from blue.
_OTHERS = (1, 4, 0)


def series_color(theme: Theme, at: int) -> str:
    """Return the colour of a run: blue is the shown one, up to three others have overlays'."""
    return theme.positive if at == 0 else run_color(theme, _OTHERS[at - 1])
