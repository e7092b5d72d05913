"""A double click or a right click on the tab of a panel."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QMainWindow, QTabBar

from gui.window.panel_dock import PanelDock


class TabClicks(QObject):
    """Finds out which panel's tab was clicked twice, or asked for its menu.

    Qt makes the bars of tabs itself, and new ones when docks are moved.

    Parameters
    ----------
    window : QMainWindow
    docks : mapping of str to PanelDock
    act : callable
        Is called with the dock whose tab was clicked twice.
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
            dock = self._dock_at(watched, event.position().toPoint())
            if dock is not None:
                self._act(dock)
                return True
        elif isinstance(event, QContextMenuEvent) and isinstance(watched, QTabBar):
            dock = self._dock_at(watched, event.pos())
            if dock is not None:
                dock.menu_wanted.emit(event.globalPos())
                return True
        return super().eventFilter(watched, event)

    def _dock_at(self, bar: QTabBar, place: QPoint) -> PanelDock | None:
        return self._by_title.get(bar.tabText(bar.tabAt(place)))
