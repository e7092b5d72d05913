"""The Twins panel, for the table of panels."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.panels.panel import Panel
from gui.panels.panel_spec import Area, PanelParts, PanelSpec


def _make(parts: PanelParts, parent: QWidget) -> Panel:
    from gui.panels.twins.twins_panel import TwinsPanel

    return TwinsPanel(parts.state, parts.shelf, parent)


TWINS = PanelSpec("twins_panel", "Twins", Area.MIDDLE, _make, icon="compare", high=460)
