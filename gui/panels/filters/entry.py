"""The Filters panel, for the table of panels."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.panels.panel import Panel
from gui.panels.panel_spec import Area, PanelParts, PanelSpec


def _make(parts: PanelParts, parent: QWidget) -> Panel:
    from gui.panels.filters.filters_panel import FiltersPanel

    return FiltersPanel(parts.state, parent)


FILTERS = PanelSpec("filters_panel", "Filters", Area.MIDDLE, _make, shows_sample=True)
