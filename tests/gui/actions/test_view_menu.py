"""The View menu: one look is checked, and the panels stand in a menu at its end."""

import pytest
from PySide6.QtWidgets import QDockWidget, QMenuBar

from gui.actions.action_id import ActionId
from gui.actions.action_registry import ActionRegistry
from gui.actions.action_table import ACTION_TABLE, MenuId
from gui.actions.view_menu import fill_view_menu
from gui.documents.recent_menu import RecentMenu
from gui.theme.theme import DARK, CurrentTheme

LOOKS = {
    "system": ActionId.VIEW_THEME_SYSTEM,
    "dark": ActionId.VIEW_THEME_DARK,
    "light": ActionId.VIEW_THEME_LIGHT,
}


@pytest.fixture
def menu_bar(qtbot):
    menu_bar = QMenuBar()
    qtbot.addWidget(menu_bar)
    return menu_bar


@pytest.fixture
def registry(menu_bar):
    handlers = {spec.id: lambda: None for spec in ACTION_TABLE}
    registry = ActionRegistry(ACTION_TABLE, handlers, CurrentTheme(DARK), menu_bar)
    registry.fill_menu_bar(menu_bar)
    return registry


@pytest.mark.parametrize("chosen", LOOKS)
def test_that_the_chosen_look_is_checked_until_another_is_chosen(registry, chosen):
    fill_view_menu(registry, [], theme_name=chosen)
    checked = {name for name, one in LOOKS.items() if registry[one].isChecked()}
    assert checked == {chosen}
    for name, one in LOOKS.items():
        registry[one].trigger()
        assert {n for n, other in LOOKS.items() if registry[other].isChecked()} == {name}


def test_that_the_panels_stand_in_a_menu_of_their_own_at_the_end(registry, menu_bar):
    docks = [QDockWidget(title, menu_bar) for title in ("Network", "Filters")]
    toggles = [dock.toggleViewAction() for dock in docks]
    before = registry.menus[MenuId.VIEW].actions()
    fill_view_menu(registry, docks, theme_name="dark")
    actions = registry.menus[MenuId.VIEW].actions()
    assert actions[-1].menu().actions() == toggles
    assert actions[-2].isSeparator()
    side_by_side = actions.index(registry[ActionId.VIEW_SIDE_BY_SIDE])
    assert actions[side_by_side - 1].isSeparator()
    assert [one for one in actions if one in before] == before


def test_that_no_two_entries_of_a_menu_ask_for_the_same_letter(menu_bar):
    letters = {}
    texts = [(spec.menu, spec.text) for spec in ACTION_TABLE]
    recent = RecentMenu(None, lambda _path: None, menu_bar)  # nothing is listed
    for menu, text in [*texts, (MenuId.FILE, recent.title())]:
        at = text.replace("&&", "").find("&")
        if menu is not None and at >= 0:
            letters.setdefault((menu, text[at + 1].casefold()), []).append(text)
    assert [texts for texts in letters.values() if len(texts) > 1] == []
