"""One panel's line in the table of panels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtWidgets import QWidget

from gui.lab.run_shelf import RunShelf
from gui.panels.panel import Panel
from gui.state.lab_state import LabState
from gui.state.sample_browser import SampleBrowser


class Area(StrEnum):
    """Where in the window a panel has its first place."""

    LEFT = "left"  # from top to bottom
    MIDDLE = "middle"
    BELOW = "below"
    RIGHT = "right"  # from top to bottom


@dataclass(frozen=True, slots=True)
class PanelParts:
    """What panels are handed.

    Attributes
    ----------
    state : LabState
        What every panel shares.
    shelf : RunShelf
        The runs there are.
    browser : SampleBrowser
        Which samples one steps through.
    """

    state: LabState
    shelf: RunShelf
    browser: SampleBrowser


@dataclass(frozen=True, slots=True)
class PanelSpec:
    """What the window has to know of a panel before there is one.

    Attributes
    ----------
    id, title : str
        `PANEL_ID` and `TITLE` of the panel's class.
    area : Area
        Panels of one area share its place as tabs.
    make : callable
        Imports the class and makes the panel: not all are needed for the first picture.  The
        panel is given the widget in which it will stand: a tree of widgets that is moved
        has to be styled once more.
    shows_sample : bool
        Whether the panel is about the chosen sample, so that the sample's headline stands
        over it.
    high : int
        Logical pixels that the panel needs from top to bottom to show its main picture whole.
        Where there are less, what stands below folds to one line while it is in front.
    icon : str
        What stands for the panel where there is little room; see `gui.theme.icons`.
    """

    id: str
    title: str
    area: Area
    make: Callable[[PanelParts, QWidget], Panel]
    shows_sample: bool = False
    high: int = 0
    icon: str = "panel"
