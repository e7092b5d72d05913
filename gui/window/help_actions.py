"""What the Help menu does."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMainWindow, QMenu

from gui.actions.action_id import ActionId
from gui.dialogs.show_about import show_about
from gui.theme.theme import CurrentTheme


class HelpActions(QObject):
    """Opens the page of keys and what this program is; lets one point and ask.

    Parameters
    ----------
    theme : CurrentTheme
    menus : callable
        Returns the menus, once there are any.
    window : QMainWindow
    """

    def __init__(
        self, theme: CurrentTheme, menus: Callable[[], Iterable[QMenu]], window: QMainWindow
    ) -> None:
        super().__init__(window)
        self.setObjectName("help_actions")
        self._theme = theme
        self._menus = menus
        self._window = window
        self._asking: QObject | None = None

    def handlers(self) -> dict[ActionId, Callable[[], object]]:
        """Return what each action does."""
        return {
            ActionId.HELP_KEYS: self.show_keys,
            ActionId.HELP_WHAT_IS_THIS: self.ask,
            ActionId.HELP_ABOUT: self.show_about,
        }

    @Slot()
    def show_keys(self) -> None:
        """Show all keys on one page."""
        # wanted by few
        from gui.help.key_groups import key_groups
        from gui.help.key_page import KeyPage

        KeyPage(key_groups(self._menus()), self._window).open()

    @Slot()
    def ask(self) -> None:
        """Let one point at anything and read what it is; a second time, leave."""
        # the whole of the textbook comes with the glossary
        from gui.help.what_is_this import WhatIsThis

        if not isinstance(self._asking, WhatIsThis):
            self._asking = WhatIsThis(self._theme, self._window)
        self._asking.toggle()

    @Slot()
    def show_about(self) -> None:
        """Say what this program is."""
        show_about(self._window)
