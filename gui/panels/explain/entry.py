"""The Explain panel, for the table of panels."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.panels.panel import Panel
from gui.panels.panel_spec import Area, PanelParts, PanelSpec


def _make(parts: PanelParts, parent: QWidget) -> Panel:
    from gui.panels.explain.explain_panel import ExplainPanel

    return ExplainPanel(parts.state, parent)


EXPLAIN = PanelSpec("explain_panel", "Explain", Area.MIDDLE, _make, shows_sample=True, high=600)
