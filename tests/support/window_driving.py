"""What a person does with the main window, and what that person reads."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton

LONG = 60_000  # milliseconds: a slow machine may take that long


def press(qtbot, window, action_id):
    button = window.findChild(QToolButton, f"{action_id.value.replace('.', '_')}_button")
    if button is None:  # it is in a menu only
        window.actions_by_id[action_id].trigger()
        return
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def read(window, name):
    return window.findChild(QLabel, f"{name}_read_out").text()


def steps_shown(window):
    return int(read(window, "step").replace(",", ""))


def has_settled(window):
    moment = window.state.moment.moment
    return moment.snapshot.step == window.lab.session.step == steps_shown(window)


def come_to_the_front(window, qtbot):
    """Make the window the one that gets the keys."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
