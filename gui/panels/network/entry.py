"""The Network panel, for the table of panels."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.panels.panel import Panel
from gui.panels.panel_spec import Area, PanelParts, PanelSpec


def _make(parts: PanelParts, parent: QWidget) -> Panel:
    from gui.panels.network.network_panel import NetworkPanel

    return NetworkPanel(parts.state, parent)


NETWORK = PanelSpec("network_panel", "Network", Area.MIDDLE, _make, shows_sample=True)
