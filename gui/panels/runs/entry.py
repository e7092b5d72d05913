"""The Runs panel, for the table of panels."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.panels.panel import Panel
from gui.panels.panel_spec import Area, PanelParts, PanelSpec


def _make(parts: PanelParts, parent: QWidget) -> Panel:
    from gui.panels.runs.runs_panel import RunsPanel

    return RunsPanel(parts.state, parts.shelf, parent)


RUNS = PanelSpec("runs_panel", "Runs", Area.BELOW, _make)
