"""The Runs panel, for the table of panels."""

from __future__ import annotations

from gui.panels.panel import Panel
from gui.panels.panel_spec import Area, PanelParts, PanelSpec


def _make(parts: PanelParts) -> Panel:
    from gui.panels.runs.runs_panel import RunsPanel

    return RunsPanel(parts.state, parts.shelf)


RUNS = PanelSpec("runs_panel", "Runs", Area.BELOW, _make)
