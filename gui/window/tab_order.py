"""The order in which the Tab key goes through the window."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QMainWindow,
    QScrollArea,
    QTabBar,
    QWidget,
)

from gui.panels.panel_spec import Area
from gui.window.panel_dock import PanelDock

#: What is over the panels comes first, then what one looks at, then what stands beside it.
_RANKS = {Area.MIDDLE: 2, Area.BELOW: 3, Area.LEFT: 4, Area.RIGHT: 5}
_TOP, _FLOATING, _LAST = 0, 1, 6


def go_to_next_stop(window: QMainWindow, *, forward: bool) -> bool:
    """Give the keyboard to what comes next; after the last comes the first.

    The order is found anew each time: panels come and go, and are moved about.  Where what
    had the keyboard was hidden, Tab was not pressed: no control gets it that was not chosen.

    Returns
    -------
    bool
        Whether there is anything that takes the keyboard.
    """
    stops = tab_stops(window)
    if not stops:
        return False
    here = QApplication.focusWidget()
    if here is not None and not here.isVisible():
        window.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
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


def tab_stops(window: QMainWindow) -> list[QWidget]:
    """Return everything in the window that takes the keyboard, in order.

    Docks behind tabs are visible to Qt, but not to anyone else.
    """
    seen = [one for one in _children(window) if not one.visibleRegion().isEmpty()]
    ordered = sorted(seen, key=lambda child: _place_in_window(window, child))
    return [stop for child in ordered for stop in _stops_of(child)]


def _stops_of(widget: QWidget) -> list[QWidget]:
    """Return a widget, if it takes the keyboard, and what in it does, as one reads."""
    own = [widget] if _takes_keyboard(widget) else []
    return own + [
        stop for child in _in_reading_order(_children(widget)) for stop in _stops_of(child)
    ]


def _takes_keyboard(widget: QWidget) -> bool:
    """Return whether the Tab key stops here; of a choice, at what is chosen only."""
    if not widget.isEnabled() or widget.focusProxy() is not None:
        return False
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if group is not None and group.exclusive() and group.checkedButton() is not None:
        return widget is group.checkedButton()
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _children(widget: QWidget) -> list[QWidget]:
    return [
        child
        for child in widget.children()
        if isinstance(child, QWidget)
        and child.isVisible()
        and not child.isWindow()
        and not child.size().isEmpty()
    ]


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


def _place_in_window(window: QMainWindow, child: QWidget) -> tuple[int, int, int]:
    """Return a key: what part of the window this is, and where in it."""
    rank = _rank(window, child)
    return rank, child.y(), child.x()


def _rank(window: QMainWindow, child: QWidget) -> int:
    if child is window.menuWidget():
        return _TOP
    if isinstance(child, PanelDock):
        return _RANKS[child.area]
    if isinstance(child, QTabBar):
        docks = [dock for dock in _children(window) if isinstance(dock, PanelDock)]
        nearest = min(docks, key=lambda dock: _distance(child.geometry(), dock), default=None)
        return _LAST if nearest is None else _RANKS[nearest.area]
    return _LAST if child is window.statusBar() else _FLOATING


def _distance(tabs: QRect, dock: PanelDock) -> int:
    place = dock.geometry()
    return abs(place.left() - tabs.left()) + abs(place.top() - tabs.bottom())


def _bring_into_sight(widget: QWidget) -> None:
    """Scroll whatever the widget lies in."""
    outer = widget.parentWidget()
    while outer is not None:
        if isinstance(outer, QScrollArea):
            outer.ensureWidgetVisible(widget)
        outer = outer.parentWidget()
