"""The Curves panel, for the table of panels."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.panels.panel import Panel
from gui.panels.panel_spec import Area, PanelParts, PanelSpec


def _make(parts: PanelParts, parent: QWidget) -> Panel:
    from gui.panels.curves.curves_panel import CurvesPanel

    return CurvesPanel(parts.state, parent)


CURVES = PanelSpec("curves_panel", "Curves", Area.BELOW, _make)
