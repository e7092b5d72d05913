"""The colours of the lab, by meaning."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal


class ThemeName(StrEnum):
    """The two looks."""

    DARK = "dark"
    LIGHT = "light"


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as ``#rrggbb``, named by what they mean and never by what they look like.

    What is selected and what has the keyboard is outlined or filled in `selection`, which no
    number and no curve has; `accent` is for what invites a click.
    """

    name: ThemeName
    background: str
    surface: str
    raised: str
    line: str
    text: str
    muted: str
    dim: str
    positive: str
    negative: str
    ink_none: str
    ink_full: str
    forward: str
    forward_soft: str
    backward: str
    backward_soft: str
    truth: str
    accent: str
    selection: str
    text_on_selection: str
    ok: str
    ok_soft: str
    warning: str
    error: str
    error_soft: str
    past: str
    past_soft: str
    text_on_accent: str

    def __hash__(self) -> int:
        # colours are looked up by theme many times per look; hashing all of them takes longer
        return hash(self.name)


DARK = Theme(
    name=ThemeName.DARK,
    background="#12151a",
    surface="#191d24",
    raised="#222731",
    line="#2d3440",
    text="#e7eaf0",
    muted="#8c95a6",
    dim="#5b6475",
    positive="#4c9fff",
    negative="#ff963c",
    ink_none="#000000",
    ink_full="#ffffff",
    forward="#2fc1ad",
    forward_soft="#163c3c",
    backward="#ef6aa5",
    backward_soft="#45283a",
    truth="#ffd166",
    accent="#4c9fff",
    selection="#f7f9fc",
    text_on_selection="#12151a",
    ok="#4ecb71",
    ok_soft="#1d3a29",
    warning="#ffb454",
    error="#ff6b6b",
    error_soft="#43262b",
    past="#c79bff",
    past_soft="#2f2840",
    text_on_accent="#0b1017",
)

LIGHT = Theme(
    name=ThemeName.LIGHT,
    background="#eef0f4",
    surface="#ffffff",
    raised="#f4f6f9",
    line="#d9dee7",
    text="#1b2230",
    muted="#5d6778",
    dim="#9aa3b2",
    positive="#1667d9",
    negative="#e06b0a",
    ink_none="#ffffff",
    ink_full="#14181f",
    forward="#0b8f7f",
    forward_soft="#d9efec",
    backward="#c8327a",
    backward_soft="#f8e0ec",
    truth="#b67b00",
    accent="#1667d9",
    selection="#10151f",
    text_on_selection="#ffffff",
    ok="#1f9d4a",
    ok_soft="#dcf2e3",
    warning="#b45309",
    error="#c62828",
    error_soft="#fbe3e3",
    past="#7a3fd0",
    past_soft="#efe6fb",
    text_on_accent="#ffffff",
)

THEMES = {theme.name: theme for theme in (DARK, LIGHT)}


class CurrentTheme(QObject):
    """Holds the `Theme` in use; whatever paints with its colours observes `changed`.

    Signals
    -------
    changed(Theme)
    """

    changed = Signal(object)

    def __init__(self, theme: Theme = DARK, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    @property
    def theme(self) -> Theme:
        """The colours to paint with now."""
        return self._theme

    def use(self, theme: Theme) -> None:
        """Switch to `theme`."""
        if theme is not self._theme:
            self._theme = theme
            self.changed.emit(theme)

    def renew(self) -> None:
        """Let everything that paints take colours, icons and widths of lines anew."""
        self.changed.emit(self._theme)
