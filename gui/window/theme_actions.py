"""Which theme the window has."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from gui.actions.action_id import ActionId
from gui.settings import Settings
from gui.theme.apply import system_theme
from gui.theme.theme import THEMES, CurrentTheme, ThemeName
from gui.theme.theme_change import ThemeChange


class ThemeActions(QObject):
    """Changes the theme, and remembers it.

    Parameters
    ----------
    settings : Settings
    theme : CurrentTheme
    parent : QObject
    """

    def __init__(self, settings: Settings, theme: CurrentTheme, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._theme = theme
        self._change = ThemeChange(self)

    @property
    def is_done(self) -> bool:
        """Whether also what is out of sight has the colours of the theme."""
        return self._change.is_done

    def handlers(self) -> dict[ActionId, Callable[[], object]]:
        """Return what the actions do."""
        return {
            ActionId.VIEW_THEME_SYSTEM: partial(self.use, "system"),
            ActionId.VIEW_THEME_DARK: partial(self.use, "dark"),
            ActionId.VIEW_THEME_LIGHT: partial(self.use, "light"),
        }

    def use(self, name: str) -> None:
        """Use ``"dark"``, ``"light"`` or the theme of the ``"system"``."""
        self._settings.theme = name
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme = THEMES[ThemeName(name)] if name in THEMES else system_theme(application)
            if theme != self._theme.theme:  # every widget would be restyled
                self._change.begin(application, theme)
                self._theme.use(theme)
