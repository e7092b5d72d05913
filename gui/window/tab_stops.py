"""What in a window takes the keyboard, in the order in which one reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget


def go_on(stops: Sequence[QWidget], *, forward: bool) -> bool:
    """Give the keyboard to what comes next; after the last comes the first.

    Returns
    -------
    bool
        Whether there is anything that takes the keyboard.
    """
    if not stops:
        return False
    here = QApplication.focusWidget()
    while here is not None and here not in stops:
        here = here.parentWidget()  # parts of a control have its keyboard
    if here is None:
        stop = stops[0 if forward else -1]
    else:
        stop = stops[(stops.index(here) + (1 if forward else -1)) % len(stops)]
    reason = Qt.FocusReason
    stop.setFocus(reason.TabFocusReason if forward else reason.BacktabFocusReason)
    _bring_into_sight(stop)
    return True


def stops_of(widget: QWidget) -> list[QWidget]:
    """Return a widget, if it takes the keyboard, and what in it does, as one reads."""
    own = [widget] if _takes_keyboard(widget) else []
    return own + [
        stop for child in _in_reading_order(seen_children(widget)) for stop in stops_of(child)
    ]


def seen_children(widget: QWidget) -> list[QWidget]:
    """Return what is shown directly in a widget; windows of their own are not."""
    return [
        child
        for child in widget.children()
        if isinstance(child, QWidget)
        and child.isVisible()
        and not child.isWindow()
        and not child.size().isEmpty()
    ]


def _takes_keyboard(widget: QWidget) -> bool:
    """Return whether the Tab key stops here; of a choice, at what is chosen only."""
    if not widget.isEnabled() or widget.focusProxy() is not None:
        return False
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if group is not None and group.exclusive() and group.checkedButton() is not None:
        return widget is group.checkedButton()
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _in_reading_order(widgets: Iterable[QWidget]) -> list[QWidget]:
    """Return siblings line by line: those that stand beside each other are in one line."""
    ordered: list[QWidget] = []
    line: list[QWidget] = []
    bottom = 0
    for widget in sorted(widgets, key=lambda one: one.y()):
        if line and widget.geometry().center().y() > bottom:
            ordered += sorted(line, key=lambda one: one.x())
            line = []
        bottom = widget.geometry().bottom() if not line else bottom
        line.append(widget)
    return ordered + sorted(line, key=lambda one: one.x())


def _bring_into_sight(widget: QWidget) -> None:
    """Scroll whatever the widget lies in."""
    outer = widget.parentWidget()
    while outer is not None:
        if isinstance(outer, QScrollArea):
            outer.ensureWidgetVisible(widget)
        outer = outer.parentWidget()
