"""The Feature maps panel, for the table of panels."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.panels.panel import Panel
from gui.panels.panel_spec import Area, PanelParts, PanelSpec


def _make(parts: PanelParts, parent: QWidget) -> Panel:
    from gui.panels.feature_maps.feature_maps_panel import FeatureMapsPanel

    return FeatureMapsPanel(parts.state, parent)


FEATURE_MAPS = PanelSpec(
    "feature_maps_panel", "Feature maps", Area.MIDDLE, _make, shows_sample=True
)
