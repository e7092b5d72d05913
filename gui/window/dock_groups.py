"""Which docks share a place, and where that is."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QMainWindow

from gui.window.panel_dock import PanelDock


def groups_of(window: QMainWindow, docks: Iterable[PanelDock]) -> list[tuple[PanelDock, ...]]:
    """Return what is docked, tabs of one place together."""
    docked = [dock for dock in docks if not (dock.isHidden() or dock.isFloating())]
    groups: list[tuple[PanelDock, ...]] = []
    for dock in docked:
        if not any(dock in group for group in groups):
            tabs = window.tabifiedDockWidgets(dock)
            groups.append((dock, *(one for one in docked if one in tabs)))
    return groups


def place_of(group: tuple[PanelDock, ...]) -> QRect:
    """Return where a place with tabs is: only the dock in front is really there."""
    seen = (dock for dock in group if not dock.visibleRegion().isEmpty())
    return next(seen, group[0]).geometry()
