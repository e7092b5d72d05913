"""The Sample panel, for the table of panels."""

from __future__ import annotations

from gui.panels.panel import Panel
from gui.panels.panel_spec import Area, PanelParts, PanelSpec


def _make(parts: PanelParts) -> Panel:
    from gui.panels.samples.sample_strip import SampleStrip

    return SampleStrip(parts.state)


SAMPLES = PanelSpec("sample_strip", "Sample", Area.TOP, _make)
