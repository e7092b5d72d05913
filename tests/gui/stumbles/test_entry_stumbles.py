"""At what newcomers stumbled when they typed: fields, dialogs, keys that were swallowed."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QWidget,
)

from gui.actions.action_id import ActionId
from gui.state.run_state import RunState
from tests.support.people import find
from tests.support.window_driving import come_to_the_front, has_settled

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def says(window, expected):
    assert window.notice_bar.text == expected


def dialogs_of(window):
    return [one for one in window.findChildren(QDialog) if one.isVisible()]


def index_box(window):
    boxes = window.findChildren(QSpinBox, "sample_index")
    return next(box for box in boxes if not box.visibleRegion().isEmpty())


@pytest.mark.slow
def test_that_keys_are_those_of_the_window_again_once_an_index_is_entered(
    qtbot, window, person
):
    box = index_box(window)
    box.setFocus()
    box.selectAll()
    step = window.lab.session.step
    QTest.keyClicks(box, "5beans")  # what is typed is no command
    assert window.sample_browser.index != 5
    person.key(Qt.Key.Key_Return)
    assert window.sample_browser.index == 5
    person.key(Qt.Key.Key_N)
    person.key(Qt.Key.Key_N)
    assert window.sample_browser.index == 7
    assert window.lab.session.step == step
    person.key(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.RUNNING)
    person.key(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: has_settled(window))


def test_that_what_waits_for_space_is_not_said_once_space_was_pressed(qtbot, window, person):
    before = window.lab.session.step
    person.key(Qt.Key.Key_B)
    qtbot.waitUntil(lambda: window.lab.session.step > before and has_settled(window))
    for key in (Qt.Key.Key_Space, Qt.Key.Key_B):
        person.key(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: bool(dialogs_of(window)))
        dialogs_of(window)[0].accept()
        qtbot.waitUntil(lambda: "press Space" in window.notice_bar.text)
        qtbot.waitUntil(lambda: has_settled(window))
        come_to_the_front(window, qtbot)
        person.key(key)
        says(window, "")  # at once: after a while it leaves by itself
        if window.lab.run_state is RunState.RUNNING:
            person.key(Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: has_settled(window))


def lay_out():
    """Let everything find its place: each turn of the event loop lays out one level."""
    for _ in range(10):
        QApplication.processEvents()


def is_in_sight_below(label, field):
    """Whether all of a label is seen below a field; before it is laid out it is elsewhere."""
    end = field.mapToGlobal(field.rect().bottomLeft()).y()
    is_below = label.mapToGlobal(QPoint(0, 0)).y() >= end
    return is_below and label.visibleRegion().boundingRect() == label.rect()


@pytest.mark.parametrize("name", ["validation_share", "layer_stride", "learning_rate", "seed"])
def test_that_why_an_entry_is_refused_is_in_sight_wherever_the_field_was(qtbot, window, name):
    panel = window.experiment_panel
    field, scroll = find(panel, name, QLineEdit), find(panel, "experiment_scroll", QScrollArea)
    field.setFocus()
    lay_out()  # what was refused in the test before takes its room back
    bottom = field.mapTo(scroll.widget(), field.rect().bottomLeft()).y()
    scroll.verticalScrollBar().setValue(bottom - scroll.viewport().height() + 1)
    QTest.keyClicks(field, "x")
    why = find(panel, f"{name}_problem")
    lay_out()
    qtbot.waitUntil(lambda: is_in_sight_below(why, field))
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not why.isVisible()


DIALOGS = (
    ActionId.TIME_BRANCH,
    ActionId.APP_SETTINGS,
    ActionId.TIME_EXPORT,
    ActionId.HELP_KEYS,
    ActionId.HELP_ABOUT,
)


@pytest.mark.parametrize("wish", DIALOGS)
def test_that_escape_closes_a_dialog_wherever_the_keyboard_is_in_it(
    qtbot, window, person, wish
):
    if not window.lab.session.step:
        person.key(Qt.Key.Key_B)
        qtbot.waitUntil(lambda: window.lab.session.step > 0 and has_settled(window))
    fields = 1
    place = 0
    while place < fields:
        window.actions_by_id[wish].trigger()
        qtbot.waitUntil(lambda: bool(dialogs_of(window)))
        dialog = dialogs_of(window)[0]
        stops = [
            one
            for one in dialog.findChildren(QWidget)
            if one.isVisible()
            and one.isEnabled()
            and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        fields = len(stops)
        if place:  # else where the keyboard is at first
            stops[place].setFocus()
        QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not dialogs_of(window))
        place += 1


def test_that_escape_in_a_dialog_first_takes_back_what_is_refused(qtbot, window, person):
    window.actions_by_id[ActionId.TIME_BRANCH].trigger()
    qtbot.waitUntil(lambda: bool(dialogs_of(window)) and dialogs_of(window)[0].isActiveWindow())
    person.type("x")
    person.key(Qt.Key.Key_Escape)
    assert QApplication.focusWidget().text() == "0.1"
    person.key(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialogs_of(window))
