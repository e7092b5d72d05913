"""Panels by key: the first nine by their number, all of them one after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from gui.actions.action_id import ActionId
from gui.actions.action_registry import ActionRegistry
from gui.actions.action_table import MenuId
from gui.window.one_panel import OnePanel
from gui.window.panel_dock import PanelDock

NUMBERED = 9


class PanelKeys(QObject):
    """Brings a panel to the front and gives it the keyboard.

    Parameters
    ----------
    one_panel : OnePanel
    docks : mapping of str to PanelDock
        In the order of their numbers.
    """

    def __init__(
        self, one_panel: OnePanel, docks: Mapping[str, PanelDock], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._one_panel = one_panel
        self._docks = tuple(docks.values())
        self._menu = QMenu("&Go to panel")

    def handlers(self) -> dict[ActionId, Callable[[], object]]:
        """Return what the actions do."""
        return {
            ActionId.VIEW_NEXT_PANEL: lambda: self.walk(1),
            ActionId.VIEW_PREVIOUS_PANEL: lambda: self.walk(-1),
        }

    def fill_menu(self, actions: ActionRegistry) -> None:
        """Put all panels into a menu of their own, above the way from one to the next."""
        view = actions.menus[MenuId.VIEW]
        self._menu.setObjectName("go_to_panel_menu")
        self._menu.menuAction().setToolTip("Bring a panel to the front")
        self._menu.setParent(view, self._menu.windowFlags())
        view.insertMenu(actions[ActionId.VIEW_NEXT_PANEL], self._menu)
        for place, dock in enumerate(self._docks):
            self._menu.addAction(self._action(dock, place + 1))

    @property
    def actions(self) -> list[QAction]:
        """One for each panel."""
        return [action for action in self._menu.actions() if action.data() is not None]

    def walk(self, by: int) -> None:
        """Go so many panels on, and from the last to the first."""
        place = self._docks.index(self._one_panel.current())
        self._one_panel.come_forward(self._docks[(place + by) % len(self._docks)])

    def _action(self, dock: PanelDock, number: int) -> QAction:
        action = QAction(dock.windowTitle(), self)
        action.setObjectName(f"go_to.{dock.panel_id}")
        action.setData(number)
        tip = f"Go to the {dock.windowTitle()} panel"
        if number <= NUMBERED:
            action.setShortcut(QKeySequence(f"Ctrl+{number}"))
            tip += f" (Ctrl+{number})"
        action.setToolTip(tip)
        action.triggered.connect(lambda: self._one_panel.come_forward(dock))
        return action
