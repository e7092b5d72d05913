"""The Experiment panel, for the table of panels."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.panels.panel import Panel
from gui.panels.panel_spec import Area, PanelParts, PanelSpec


def _make(parts: PanelParts, parent: QWidget) -> Panel:
    from gui.panels.experiment.experiment_panel import ExperimentPanel

    return ExperimentPanel(parts.state, parent)


EXPERIMENT = PanelSpec("experiment_panel", "Experiment", Area.LEFT, _make, icon="flask")
