"""Which docks share a place, and where that is."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QMainWindow, QTabBar

from gui.panels.panel_spec import Area
from gui.window.panel_dock import PanelDock

SIDES = (Area.LEFT, Area.RIGHT)


def found_at_sides(window: QMainWindow, docks: Iterable[PanelDock]) -> dict[PanelDock, Area]:
    """Return the docks beside the largest view, with their side."""
    groups = groups_of(window, docks)
    views = [group for group in groups if any(d.area is Area.MIDDLE for d in group)]
    if not views:
        return {}  # nothing to stand over
    places = {group: place_of(group) for group in groups}
    main = max(views, key=lambda group: places[group].width() * places[group].height())
    found: dict[PanelDock, Area] = {}
    for group, place in places.items():
        shared = min(place.right(), places[main].right()) - max(
            place.left(), places[main].left()
        )
        is_beside = 2 * shared < place.width()
        if group is not main and is_beside and any(d.area in SIDES for d in group):
            is_left = place.center().x() < places[main].center().x()
            found |= dict.fromkeys(group, Area.LEFT if is_left else Area.RIGHT)
    return found


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


def height_of_tabs_over(window: QMainWindow, dock: PanelDock) -> int:
    """Return how high the tabs are of the place that a dock shares; 0 for none."""
    only_own = Qt.FindChildOption.FindDirectChildrenOnly
    bars = window.findChildren(QTabBar, options=only_own)
    over = (bar.geometry() for bar in bars if bar.isVisible())
    return (
        sum(bar.height() for bar in over if bar.bottom() < dock.y() <= bar.bottom() + 3)
        if window.tabifiedDockWidgets(dock)
        else 0
    )
