"""All keys there are: those of the menus, as they are now, and those of pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from gui.help.picture_keys import PICTURE_KEYS


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One line of the page."""

    keys: str
    does: str


def key_groups(menus: Iterable[QMenu]) -> dict[str, tuple[KeyLine, ...]]:
    """Return the lines of the page by what they belong to, the menus first."""
    groups: dict[str, list[KeyLine]] = {}
    for menu in menus:
        lines = [_line(action) for action in _with_keys(menu)]
        if lines:
            groups[plain(menu.title())] = lines
    for key in PICTURE_KEYS:
        groups.setdefault(key.where, []).append(KeyLine(key.shown, key.does))
    return {name: tuple(lines) for name, lines in groups.items()}


def as_text(groups: dict[str, tuple[KeyLine, ...]]) -> str:
    """Return the page as lines that can be pasted or printed."""
    wide = max(len(line.keys) for lines in groups.values() for line in lines)
    parts = []
    for name, lines in groups.items():
        parts += [name, *(f"  {line.keys:<{wide}}  {line.does}" for line in lines), ""]
    return "\n".join(parts)


def _with_keys(menu: QMenu) -> Iterator[QAction]:
    """Yield the actions of a menu, and of the menus in it, that have keys."""
    for action in menu.actions():
        if action.shortcuts():
            yield action
    for inner in menu.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
        yield from _with_keys(inner)


def _line(action: QAction) -> KeyLine:
    native = QKeySequence.SequenceFormat.NativeText
    keys = ", ".join(keys.toString(native) for keys in action.shortcuts())
    return KeyLine(keys, plain(action.text()))


def plain(text: str) -> str:
    """Return the text of an action or menu as it is read."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
