"""The Sweep panel, for the table of panels."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.panels.panel import Panel
from gui.panels.panel_spec import Area, PanelParts, PanelSpec


def _make(parts: PanelParts, parent: QWidget) -> Panel:
    from gui.panels.sweep.sweep_panel import SweepPanel

    return SweepPanel(parts.state, parts.shelf, parent)


SWEEP = PanelSpec("sweep_panel", "Sweep", Area.MIDDLE, _make, high=640)
