"""What one does with windows, menus and the look."""

from __future__ import annotations

import random

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QDialog, QLineEdit, QMenu, QMenuBar, QWidget

from tests.world.monkey import hand, sights

SIZES = ((1280, 720), (1440, 900), (1920, 1080), (300, 200), (2560, 1440), (1000, 2000))


def resize(monkey, rng: random.Random) -> str:
    size = (
        rng.choice(SIZES)
        if rng.random() < 0.5
        else (rng.randint(1, 2200), rng.randint(1, 1500))
    )
    monkey.window.resize(*size)
    return f"make the window {size[0]}×{size[1]}"


def change_state(monkey, rng: random.Random) -> str:
    name = rng.choice(("showMaximized", "showMinimized", "showFullScreen", "showNormal"))
    getattr(monkey.window, name)()
    monkey.wait(20)
    if name != "showMaximized":
        monkey.window.showNormal()
    return f"{name} and back"


def use_menu(monkey, rng: random.Random) -> str:
    """Choose something that is allowed from the menu bar."""
    window = monkey.window
    if window not in sights.windows():
        return "cannot reach the menus"
    # asking the window for it would make another one: this one lies in its header
    bar = window.findChild(QMenuBar)
    if not bar.isVisible():
        return "see no menu"
    title = rng.choice([action for action in bar.actions() if action.isEnabled()])
    hand.click(bar, bar.actionGeometry(title).center())
    monkey.wait(5)
    text = choose_from(title.menu(), monkey, rng)
    return f"{title.text()} → {text}"


def choose_from(menu: QMenu, monkey, rng: random.Random) -> str:
    """Click some line of a menu that is open."""
    if not menu.isVisible():
        return "nothing, it did not open"
    lines = [action for action in menu.actions() if action.isEnabled() and action.isVisible()]
    lines = [line for line in lines if monkey.may_close or "Quit" not in line.text()]
    if not lines or rng.random() < 0.1:
        menu.close()
        return "nothing"
    line = rng.choice([action for action in lines if not action.isSeparator()] or lines)
    text = line.text()
    hand.click(menu, menu.actionGeometry(line).center())
    if line.menu():
        monkey.wait(20)
        if line.menu().isVisible():
            return f"{text} → {choose_from(line.menu(), monkey, rng)}"
    return text


def add_a_layer(monkey, rng: random.Random) -> str:
    buttons = sights.seen(monkey.window, QAbstractButton, "add_layer_button")
    if not buttons or monkey.window not in sights.windows():
        return "cannot add a layer"
    hand.click(buttons[0])
    menu = monkey.window.findChild(QMenu, "add_layer_menu")
    return f"add {choose_from(menu, monkey, rng)}"


def answer(monkey, rng: random.Random) -> str:
    """Answer a dialog, or close it; do nothing if there is none."""
    top = sights.windows()[0]
    if not isinstance(top, QDialog | QMenu):
        return "see no dialog"
    name = sights.name_of(top)
    if isinstance(top, QMenu):
        return f"{name}: {choose_from(top, monkey, rng)}"
    main = [b for b in sights.seen(top, QAbstractButton) if b.property("role") == "primary"]
    button = main[0] if main and rng.random() < 0.4 else sights.any_button(rng, top)
    if button is None or rng.random() < 0.3:
        top.close()
        return f"close {name}"
    pressed = f"{sights.name_of(button)} {button.text()!r}"
    hand.click(button)
    return f"{name}: press {pressed}"


def answer_file_dialog(monkey, rng: random.Random) -> str:
    """Name a file or cancel; a hand let loose in there could rename what is not ours."""
    dialog = sights.file_dialog()
    if rng.random() < 0.5:
        dialog.reject()
        return "cancel a file dialog"
    path = monkey.files.any_target(rng)
    dialog.findChild(QLineEdit, "fileNameEdit").setText(str(path))
    QTimer.singleShot(0, dialog.accept)
    monkey.wait(20)
    if dialog.isVisible():
        dialog.reject()
    return f"name {path} in a file dialog"


def float_back(monkey, _rng: random.Random) -> str:
    """Put every panel back, as long as a window is in reach."""
    for widget in sights.windows():
        if isinstance(widget, QWidget) and widget.parentWidget() is not None:
            widget.close()
    return "close what floats"


def close_and_reopen(monkey, rng: random.Random) -> str:
    if not monkey.may_close:
        return "think of closing"
    monkey.window.close()
    monkey.wait(rng.choice((0, 50)))
    return "close the window"
