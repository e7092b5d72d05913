"""The order in which the Tab key goes through the window."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QTabBar, QWidget

from gui.panels.panel_spec import Area
from gui.window.panel_dock import PanelDock
from gui.window.tab_stops import go_on, seen_children, stops_of

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
    here = QApplication.focusWidget()
    if here is not None and not here.isVisible():
        window.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
    return go_on(tab_stops(window), forward=forward)


def tab_stops(window: QMainWindow) -> list[QWidget]:
    """Return everything in the window that takes the keyboard, in order.

    Docks behind tabs are visible to Qt, but not to anyone else.
    """
    seen = [one for one in seen_children(window) if not one.visibleRegion().isEmpty()]
    ordered = sorted(seen, key=lambda child: _place_in_window(window, child))
    return [stop for child in ordered for stop in stops_of(child)]


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
        docks = [dock for dock in seen_children(window) if isinstance(dock, PanelDock)]
        nearest = min(docks, key=lambda dock: _distance(child.geometry(), dock), default=None)
        return _LAST if nearest is None else _RANKS[nearest.area]
    return _LAST if child is window.statusBar() else _FLOATING


def _distance(tabs: QRect, dock: PanelDock) -> int:
    place = dock.geometry()
    return abs(place.left() - tabs.left()) + abs(place.top() - tabs.bottom())
