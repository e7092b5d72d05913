"""What somebody in front of the screen sees, and could click."""

from __future__ import annotations

import random

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QWidget


def top_window() -> QWidget | None:
    """Return what takes the events now: a popup, a modal dialog, or the active window."""
    top = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    return top or QApplication.activeWindow()


def windows() -> list[QWidget]:
    """Return every window in sight that takes events, in an order that stays."""
    blocking = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    if blocking is not None:
        return [blocking]
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    named = [widget for widget in shown if widget.windowHandle() is not None]
    return sorted(named, key=lambda widget: (type(widget).__name__, widget.objectName()))


def file_dialog() -> QFileDialog | None:
    """Return the file dialog in sight, if there is one."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QFileDialog) and widget.isVisible():
            return widget
    return None


def seen(window: QWidget, kind: type[QWidget], name: str | None = None) -> list[QWidget]:
    """Return the enabled widgets of a kind that are in sight."""
    found = window.findChildren(kind, name) if name else window.findChildren(kind)
    return [w for w in found if w.isVisible() and w.isEnabled() and _room(w).isValid()]


def any_button(rng: random.Random, window: QWidget) -> QAbstractButton | None:
    """Return some button in sight."""
    buttons = seen(window, QAbstractButton)
    return rng.choice(buttons) if buttons else None


def any_place(rng: random.Random, widget: QWidget) -> QPoint:
    """Return some point of what is in sight of `widget`."""
    room = _room(widget)
    if not room.isValid():
        room = widget.rect()
    return QPoint(
        rng.randint(room.left(), room.right()), rng.randint(room.top(), room.bottom())
    )


def name_of(widget: QWidget | None) -> str:
    """Return a name that tells somebody which widget it is."""
    while widget is not None and not widget.objectName():
        parent = widget.parentWidget()
        if parent is None:
            break
        widget = parent
    if widget is None:
        return "nothing"
    return widget.objectName() or type(widget).__name__


def _room(widget: QWidget) -> QRect:
    return widget.visibleRegion().boundingRect()
