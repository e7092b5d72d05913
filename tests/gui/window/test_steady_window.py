"""Nothing moves under the pointer, and what acts says what it does."""

import re

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QHeaderView, QTabBar, QToolButton, QWidget

from core.presets import SEED_CNN
from gui.actions.action_id import ActionId
from gui.actions.action_table import ACTION_TABLE
from gui.state.run_state import RunState
from gui.state.selection import Unit
from gui.widgets.icon_button import IconButton
from tests.support.window_driving import LONG, press, steps_shown

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
LETTERS = re.compile("[A-Za-z]{2}")
#: Kinds of things that one points at; what scrolls inside a picture is no such thing.
STILL = (QAbstractButton, QTabBar, QHeaderView)


def places(window):
    """Return where in the window everything lies that a person points at."""
    found = {}
    for kind in STILL:
        for widget in window.findChildren(kind):
            if not widget.isVisible() or "floating" in roles_above(widget):
                continue
            corner = widget.mapTo(window, QPoint())
            name = widget.objectName() or widget.parent().objectName()
            found[type(widget).__name__, name] = corner.x(), corner.y(), widget.width()
            if isinstance(widget, QTabBar):
                tabs = [widget.tabRect(at).getRect() for at in range(widget.count())]
                found["tabs", widget.tabText(0)] = tabs
    for widget in window.transport.findChildren(QWidget):
        if widget.isVisible() and widget.objectName():
            corner = widget.mapTo(window, QPoint())
            found["transport", widget.objectName()] = corner.x(), corner.y()
    return found


def roles_above(widget):
    """Return the roles of all that holds a widget; what can be scrolled floats, too."""
    roles = set()
    while widget is not None:
        is_scrolled = widget.objectName() == "qt_scrollarea_viewport"
        roles.add("floating" if is_scrolled else widget.property("role"))
        widget = widget.parentWidget()
    return roles


def moved(before, now):
    return {
        key: (before[key], now[key]) for key in before.keys() & now if before[key] != now[key]
    }


def tips_of_icons(window):
    """Return tip and name of every button that shows an icon and no word."""
    return {
        button.objectName(): (button.toolTip(), button.accessibleName())
        for button in window.findChildren(QAbstractButton)
        if not button.icon().isNull()
        and (
            isinstance(button, IconButton)
            or (isinstance(button, QToolButton) and button.defaultAction() is not None)
        )
    }


@pytest.fixture
def makes_late_panels():
    return True


@pytest.mark.slow
def test_that_the_window_stands_still_while_numbers_change(qtbot, open_window):
    window = open_window(SEED_CNN)
    qtbot.waitUntil(lambda: window.late_panels.is_done, timeout=LONG)
    press(qtbot, window, ActionId.TRAINING_STEP_BATCH)
    qtbot.waitUntil(lambda: steps_shown(window) == 1, timeout=LONG)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.PAUSED, timeout=LONG)
    before = places(window)
    assert len(before) > 30
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    for step in (10, 100):  # one more digit in the read-outs each time
        qtbot.waitUntil(lambda least=step: steps_shown(window) >= least, timeout=LONG)
        assert not moved(before, places(window))
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.PAUSED, timeout=LONG)
    assert not moved(before, places(window))

    # a picture is clicked: no card opens, no tab grows
    for unit in (Unit(0, 3, 4, 5), Unit(4, 7), Unit(2, 1, 2, 3)):
        window.state.selection.select(unit)
        QTest.qWait(1)
        assert not moved(before, places(window))

    # a notice floats over what is there
    now = places(window)
    window.notice_bar.show_notice("info", "Something is to be said.")
    QTest.qWait(1)
    assert not moved(now, places(window))

    # every tab comes forward, and all tabs stay where they are
    for bar in [one for one in window.findChildren(QTabBar) if one.isVisible()]:
        tabs = [bar.tabRect(at) for at in range(bar.count())]
        for at in range(bar.count()):
            bar.setCurrentIndex(at)
            assert [bar.tabRect(at) for at in range(bar.count())] == tabs

    for name, (tip, spoken) in tips_of_icons(window).items():
        assert LETTERS.search(tip), name
        assert LETTERS.search(spoken), name
    keys = {spec.id.value.replace(".", "_"): spec for spec in ACTION_TABLE if spec.shortcut}
    for button in window.transport.findChildren(QToolButton):
        spec = keys.get(button.objectName().removesuffix("_button"))
        if spec is not None and button.defaultAction() is not None:
            assert f"({spec.shortcut})" in button.toolTip(), button.objectName()
            assert spec.id is ActionId.TRAINING_START_PAUSE or button.toolTip().startswith(
                spec.text.replace("&", "")
            )
