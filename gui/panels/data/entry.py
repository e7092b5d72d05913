"""The Data panel, for the table of panels."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.panels.panel import Panel
from gui.panels.panel_spec import Area, PanelParts, PanelSpec


def _make(parts: PanelParts, parent: QWidget) -> Panel:
    from gui.panels.data.data_panel import DataPanel

    return DataPanel(parts.state, parent, shelf=parts.shelf)


DATA = PanelSpec("data_panel", "Data", Area.MIDDLE, _make, high=640)
