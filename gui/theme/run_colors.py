"""How the curves of other runs look: told apart by colour, by lightness and by dashes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gui.theme.theme import Theme, ThemeName

#: Neighbours stay apart for red-green and blue-yellow blind eyes too; none of them is the blue
#: of the run itself or the yellow of its validation.
_COLORS: Mapping[ThemeName, tuple[str, ...]] = MappingProxyType(
    {
        ThemeName.DARK: ("#c79bff", "#f2845c", "#7fd6f5", "#d0d5de", "#b7cf62", "#f0a6cf"),
        ThemeName.LIGHT: ("#7a3fd0", "#b3401a", "#0f7ea6", "#555d6b", "#5c7410", "#a8327f"),
    }
)
#: Lengths of dashes and gaps, in pen widths.
_DASHES: tuple[tuple[float, ...], ...] = (
    (6.0, 3.0),
    (2.0, 3.0),
    (8.0, 3.0, 2.0, 3.0),
    (12.0, 4.0),
    (4.0, 2.0, 1.5, 2.0, 1.5, 2.0),
    (1.5, 2.0),
)
#: Looks there are; runs beyond begin again with other dashes.
LOOKS = len(_DASHES)


def run_color(theme: Theme, index: int) -> str:
    """Return the colour of the run with that look."""
    colors = _COLORS[theme.name]
    return colors[index % len(colors)]


def run_dashes(index: int) -> tuple[float, ...]:
    """Return its dash pattern: from the seventh look on, colours come with other dashes."""
    return _DASHES[(index + index // LOOKS) % LOOKS]
