"""The panels that the window makes only once it is painted, or when somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gui.panels.panel import Panel
from gui.state.lab_state import LabState


@dataclass(frozen=True, slots=True)
class LatePanel:
    """A panel that stands behind a tab at first.

    Attributes
    ----------
    PANEL_ID, TITLE : str
        As of the panel's class.
    make : callable
        Imports the class and makes the panel.
    """

    PANEL_ID: str
    TITLE: str
    make: Callable[[LabState], Panel]


# Each import stands in its function: together they would be a tenth of the time to the first
# painted window.


def _filters(state: LabState) -> Panel:
    from gui.panels.filters.filters_panel import FiltersPanel

    return FiltersPanel(state)


def _feature_maps(state: LabState) -> Panel:
    from gui.panels.feature_maps.feature_maps_panel import FeatureMapsPanel

    return FeatureMapsPanel(state)


def _pooling(state: LabState) -> Panel:
    from gui.panels.pooling.pooling_panel import PoolingPanel

    return PoolingPanel(state)


def _window(state: LabState) -> Panel:
    from gui.panels.sliding_window.sliding_window_panel import WindowPanel

    return WindowPanel(state)


#: In the order of their tabs.
LATE_PANELS = (
    LatePanel("filters_panel", "Filters", _filters),
    LatePanel("feature_maps_panel", "Feature maps", _feature_maps),
    LatePanel("pooling_panel", "Pooling", _pooling),
    LatePanel("window_panel", "Sliding window", _window),
)
