"""The Compare panel, for the table of panels."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.panels.panel import Panel
from gui.panels.panel_spec import Area, PanelParts, PanelSpec


def _make(parts: PanelParts, parent: QWidget) -> Panel:
    from gui.panels.compare.compare_panel import ComparePanel

    return ComparePanel(parts.state, parts.shelf, parent)


COMPARE = PanelSpec("compare_panel", "Compare", Area.MIDDLE, _make, high=460)
