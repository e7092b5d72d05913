"""The Sliding window panel, for the table of panels."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.panels.panel import Panel
from gui.panels.panel_spec import Area, PanelParts, PanelSpec


def _make(parts: PanelParts, parent: QWidget) -> Panel:
    from gui.panels.sliding_window.sliding_window_panel import SlidingWindowPanel

    return SlidingWindowPanel(parts.state, parent)


SLIDING_WINDOW = PanelSpec(
    "sliding_window_panel", "Sliding window", Area.MIDDLE, _make, shows_sample=True, high=500
)
