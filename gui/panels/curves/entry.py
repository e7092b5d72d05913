"""The Curves panel, for the table of panels."""

from __future__ import annotations

from gui.panels.panel import Panel
from gui.panels.panel_spec import Area, PanelParts, PanelSpec


def _make(parts: PanelParts) -> Panel:
    from gui.panels.curves.curves_panel import CurvesPanel

    return CurvesPanel(parts.state)


CURVES = PanelSpec("curves_panel", "Curves", Area.BELOW, _make)
