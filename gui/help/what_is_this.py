"""Point at anything and read what it is."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAction, QCursor
from PySide6.QtWidgets import QApplication, QDockWidget, QMenu, QMenuBar, QWidget

from gui.help.menu_asking import MenuAsking
from gui.help.pane import Pane
from gui.theme.theme import CurrentTheme


class WhatIsThis(QObject):
    """Answers for whatever is under the pointer, until Esc.

    Parameters
    ----------
    theme : CurrentTheme
    window : QWidget
        The main window, or a dialog.
    """

    def __init__(self, theme: CurrentTheme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._panes: list[Pane] = []
        self._focus: QWidget | None = None
        self.in_menus = MenuAsking(window)

    @property
    def is_on(self) -> bool:
        """Whether one points now."""
        return bool(self._panes) or self.in_menus.is_on

    @property
    def text(self) -> str:
        """What the card says; empty while there is none."""
        cards = (pane.card.text for pane in self._panes if pane.card.isVisible())
        return self.in_menus.text or next(cards, "")

    @Slot()
    def toggle(self) -> None:
        """Begin, in the menu that is open if one is, or leave."""
        popup = QApplication.activePopupWidget()
        if self.is_on:
            self.in_menus.leave()
            self.leave()
        elif isinstance(popup, QMenu):
            self.in_menus.begin(popup)
        else:
            self.begin()

    @Slot(object, object)
    def _ask_in_bar(self, bar: QMenuBar, action: QAction) -> None:
        """Open a menu of a bar, and answer for its entries instead of doing them."""
        self.leave()
        self._focus = None
        bar.setActiveAction(action)
        menu = action.menu()
        if isinstance(menu, QMenu):
            self.in_menus.begin(menu)

    @Slot(object, object)
    def _ask_in_menu(self, menu: QMenu, place: QPoint) -> None:
        """Open a menu at a place of the screen, and answer for its entries."""
        self.leave()
        menu.popup(place)
        self.in_menus.begin(menu)

    @Slot()
    def begin(self) -> None:
        """Lie over the window and answer for what is under the pointer or has the keyboard."""
        self._focus = QApplication.focusWidget()
        floating = [
            dock
            for dock in self._window.findChildren(QDockWidget)
            if dock.isFloating() and dock.isVisible()
        ]
        self._panes = [self._pane(one) for one in (self._window, *floating)]
        self._panes[0].setFocus(Qt.FocusReason.OtherFocusReason)
        under = next((pane for pane in self._panes if pane.underMouse()), None)
        if under is not None:
            under.point_at(under.mapFromGlobal(QCursor.pos()))
        elif self._focus is not None and self._window.isAncestorOf(self._focus):
            middle = self._focus.mapTo(self._window, self._focus.rect().center())
            self._panes[0].point_at(middle)

    def _pane(self, window: QWidget) -> Pane:
        pane = Pane(self._theme, window)
        pane.left.connect(self.leave)
        pane.bar_wanted.connect(self._ask_in_bar)
        pane.menu_wanted.connect(self._ask_in_menu)
        return pane

    @Slot()
    def leave(self) -> None:
        """Take the card away and give the keyboard back."""
        panes, self._panes = self._panes, []
        for pane in panes:
            pane.hide()
            pane.card.hide()
            pane.card.deleteLater()
            pane.deleteLater()
        if self._focus is not None and panes:
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self._focus = None
