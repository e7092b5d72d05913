"""What one does with the keyboard, wherever it is."""

from __future__ import annotations

import random

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit

from gui.actions.action_table import ACTION_TABLE
from tests.world.monkey import hand, sights

SHORTCUTS = tuple(spec.shortcut for spec in ACTION_TABLE if spec.shortcut)
NAVIGATION = (
    "Tab", "Tab", "Shift+Tab", "Left", "Right", "Up", "Down", "Return", "Enter", "Esc", "Del",
    "Backspace", "F2", "PgUp", "PgDown", "Home", "End", "Space", "Ctrl+A", "Ctrl+C", "Ctrl+V",
    "Ctrl+X", "Shift+Left", "Alt+F", "Alt+R", "Alt+V", "F10", "Menu", "+", "-", "/",
)  # fmt: skip
WORDS = (
    "1", "0", "-1", "3", "8", "32", "1e9", "0.05", "0,05", "٣", "nan", "inf", "999999999999",
    "nonsense", "a/b\\c:d", "..", "<b>bold</b>", "数字", "🙂", " ", "same", "x" * 300, "%s",
)  # fmt: skip


def press_shortcut(monkey, rng: random.Random) -> str:
    shortcut = rng.choice(SHORTCUTS)
    if shortcut == "Ctrl+Q" and not monkey.may_close:
        return "think of closing"
    _press(rng, shortcut)
    return f"press {shortcut}"


def press_keys(_monkey, rng: random.Random) -> str:
    names = [rng.choice(NAVIGATION) for _ in range(rng.choice((1, 1, 2, 5)))]
    for name in names:
        _press(rng, name)
    return f"press {names} in {sights.name_of(QApplication.focusWidget())}"


def type_into_a_field(_monkey, rng: random.Random) -> str:
    window = rng.choice(sights.windows())
    lines = sights.seen(window, QLineEdit)
    if not lines:
        return "see no field"
    line = rng.choice(lines)
    name = sights.name_of(line)
    hand.click(line)
    if rng.random() < 0.8:
        _press(rng, "Ctrl+A")
    text = rng.choice(WORDS)
    if QApplication.focusWidget() is line:
        hand.type_text(line, text)
    end = rng.choice(("Return", "Tab", "Esc", ""))
    if end:
        _press(rng, end)
    return f"type {text[:20]!r} into {name}, then {end}"


def _press(rng: random.Random, name: str) -> None:
    window = sights.top_window() or rng.choice(sights.windows())
    pressed = QKeySequence(name)[0]
    hand.press_key(window, Qt.Key(pressed.key()), pressed.keyboardModifiers())
