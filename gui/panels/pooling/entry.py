"""The Pooling panel, for the table of panels."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.panels.panel import Panel
from gui.panels.panel_spec import Area, PanelParts, PanelSpec


def _make(parts: PanelParts, parent: QWidget) -> Panel:
    from gui.panels.pooling.pooling_panel import PoolingPanel

    return PoolingPanel(parts.state, parent)


POOLING = PanelSpec("pooling_panel", "Pooling", Area.MIDDLE, _make, shows_sample=True, high=460)
