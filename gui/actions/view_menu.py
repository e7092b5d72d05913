"""The menu in which one of the looks is checked, and every panel can be shown and hidden."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QDockWidget

from gui.actions.action_id import ActionId
from gui.actions.action_registry import ActionRegistry
from gui.actions.action_table import MenuId

_THEMES = (ActionId.VIEW_THEME_SYSTEM, ActionId.VIEW_THEME_DARK, ActionId.VIEW_THEME_LIGHT)


def fill_view_menu(
    registry: ActionRegistry, docks: Iterable[QDockWidget], *, theme_name: str
) -> None:
    """Make the looks exclude each other, and add what shows and hides the panels.

    Parameters
    ----------
    registry : ActionRegistry
        Its menus are filled already.
    docks : iterable of QDockWidget
        One for each panel.
    theme_name : str
        Of the theme in use: ``"system"``, ``"dark"`` or ``"light"``.
    """
    menu = registry.menus[MenuId.VIEW]
    themes = QActionGroup(registry)
    for action_id in _THEMES:
        action = registry[action_id]
        action.setCheckable(True)
        action.setChecked(action_id.value == f"view.theme_{theme_name}")
        themes.addAction(action)
    menu.insertSeparator(registry[ActionId.VIEW_SIDE_BY_SIDE])
    menu.addSeparator()
    # a menu of its own: on a small screen all of them would make this one two columns wide
    panels = menu.addMenu("Pa&nels")
    panels.setObjectName("panels_menu")
    panels.menuAction().setToolTip("Show or hide each panel")
    panels.addActions([dock.toggleViewAction() for dock in docks])
