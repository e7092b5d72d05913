"""The hue of each class, where points of many classes lie side by side."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtGui import QColor

from gui.theme.theme import Theme, ThemeName

_COLORS: Mapping[ThemeName, tuple[str, ...]] = MappingProxyType(
    {
        ThemeName.DARK: (
            "#4c9fff", "#ff963c", "#4ecb71", "#b18cff", "#ffd166",
            "#f06aa6", "#2fc1ad", "#c3cad6", "#f2845c", "#b7cf62",
        ),
        ThemeName.LIGHT: (
            "#1667d9", "#d9660a", "#1f9d4a", "#7a3fd0", "#a87b00",
            "#c8327a", "#0b8f7f", "#5d6778", "#b3401a", "#6c8a12",
        ),
    }
)  # fmt: skip
#: Turns of the hue from one class to the next beyond the ten: they never come back.
GOLDEN = 0.381966
_SATURATION, _VALUE = 0.6, {ThemeName.DARK: 0.95, ThemeName.LIGHT: 0.65}


def class_color(theme: Theme, index: int) -> str:
    """Return the colour of a class; its number stands beside it wherever it is used."""
    colors = _COLORS[theme.name]
    if index < len(colors):
        return colors[index]
    return QColor.fromHsvF(index * GOLDEN % 1.0, _SATURATION, _VALUE[theme.name]).name()
