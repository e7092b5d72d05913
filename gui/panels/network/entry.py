"""The Network panel, for the table of panels."""

from __future__ import annotations

from gui.panels.panel import Panel
from gui.panels.panel_spec import Area, PanelParts, PanelSpec


def _make(parts: PanelParts) -> Panel:
    from gui.panels.network.network_panel import NetworkPanel

    return NetworkPanel(parts.state)


NETWORK = PanelSpec("network_panel", "Network", Area.MIDDLE, _make, shows_sample=True)
