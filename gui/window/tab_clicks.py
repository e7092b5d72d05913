"""A double click on the tab of a panel."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QMainWindow, QTabBar

from gui.window.panel_dock import PanelDock


class TabClicks(QObject):
    """Finds out which panel's tab was clicked twice.

    Qt makes the bars of tabs itself, and new ones when docks are moved.

    Parameters
    ----------
    window : QMainWindow
    docks : mapping of str to PanelDock
    act : callable
        Is called with the dock.
    """

    def __init__(
        self,
        window: QMainWindow,
        docks: Mapping[str, PanelDock],
        act: Callable[[PanelDock], None],
    ) -> None:
        super().__init__(window)
        self._by_title = {dock.windowTitle(): dock for dock in docks.values()}
        self._act = act
        for bar in window.findChildren(QTabBar):
            bar.installEventFilter(self)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch new bars of tabs; act on double clicks in one of them."""
        if event.type() == QEvent.Type.ChildPolished:
            child = event.child()  # type: ignore[attr-defined]
            if isinstance(child, QTabBar):
                child.installEventFilter(self)
        elif (
            event.type() == QEvent.Type.MouseButtonDblClick
            and isinstance(watched, QTabBar)
            and isinstance(event, QMouseEvent)
        ):
            title = watched.tabText(watched.tabAt(event.position().toPoint()))
            if title in self._by_title:
                self._act(self._by_title[title])
                return True
        return super().eventFilter(watched, event)
