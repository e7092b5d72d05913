"""The What if panel, for the table of panels."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.panels.panel import Panel
from gui.panels.panel_spec import Area, PanelParts, PanelSpec


def _make(parts: PanelParts, parent: QWidget) -> Panel:
    from gui.panels.what_if.what_if_panel import WhatIfPanel

    return WhatIfPanel(parts.state, parent)


WHAT_IF = PanelSpec("what_if_panel", "What if", Area.MIDDLE, _make, high=500)
