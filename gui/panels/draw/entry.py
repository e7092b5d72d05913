"""The Draw panel, for the table of panels."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.panels.panel import Panel
from gui.panels.panel_spec import Area, PanelParts, PanelSpec


def _make(parts: PanelParts, parent: QWidget) -> Panel:
    from gui.panels.draw.draw_panel import DrawPanel

    return DrawPanel(parts.state, parent, folder=lambda: parts.shelf.folder)


DRAW = PanelSpec(
    "draw_panel", "Draw", Area.MIDDLE, _make, shows_sample=True, icon="pen", high=640
)
