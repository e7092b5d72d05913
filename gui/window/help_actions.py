"""What the Help menu does."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMenu, QWidget

from gui.actions.action_id import ActionId
from gui.dialogs.show_about import show_about
from gui.theme.theme import CurrentTheme

#: In dialogs, which take the keys from the window.
ASK_KEY = "Shift+F1"


class HelpActions(QObject):
    """Opens the page of keys and what this program is; lets one point and ask.

    One may ask in the window, in an open menu, and in every dialog of the window.

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
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

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

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Let one ask in a dialog of this window, too, once it has the keyboard."""
        # charts of pyqtgraph have another thing of that name
        dialog = None if now is None else QWidget.window(now)
        if not isinstance(dialog, QDialog) or dialog.findChild(QShortcut, ASK_KEY) is not None:
            return
        owner = dialog.parentWidget()
        while owner is not None and owner is not self._window:
            owner = owner.parentWidget()
        if owner is not None:
            shortcut = QShortcut(QKeySequence(ASK_KEY), dialog)
            shortcut.setObjectName(ASK_KEY)
            shortcut.activated.connect(self._ask_in_dialog)

    @Slot()
    def _ask_in_dialog(self) -> None:
        from gui.help.what_is_this import WhatIsThis

        dialog = QApplication.activeWindow()
        if isinstance(dialog, QDialog):
            (dialog.findChild(WhatIsThis) or WhatIsThis(self._theme, dialog)).toggle()

    @Slot()
    def show_about(self) -> None:
        """Say what this program is."""
        show_about(self._window)
