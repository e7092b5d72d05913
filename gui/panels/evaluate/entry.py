"""The Evaluate panel, for the table of panels."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.panels.panel import Panel
from gui.panels.panel_spec import Area, PanelParts, PanelSpec


def _make(parts: PanelParts, parent: QWidget) -> Panel:
    from gui.panels.evaluate.evaluate_panel import EvaluatePanel

    return EvaluatePanel(parts.state, parent, shelf=parts.shelf)


EVALUATE = PanelSpec("evaluate_panel", "Evaluate", Area.MIDDLE, _make, high=640)
