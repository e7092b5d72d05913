"""The part of the state that the window's first picture shows."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from gui.state.moment import CurrentMoment
from gui.state.timeline import Timeline
from gui.theme.theme import CurrentTheme

if TYPE_CHECKING:
    from gui.state.run_curves import RunCurves


class FrontState:
    """What there is before the first picture; `LabState` holds the same objects.

    Parameters
    ----------
    theme : CurrentTheme

    Attributes
    ----------
    theme : CurrentTheme
    moment : CurrentMoment
    timeline : Timeline
    """

    def __init__(self, theme: CurrentTheme) -> None:
        self.theme = theme
        self.moment = CurrentMoment()
        self.timeline = Timeline(self.moment)

    @cached_property
    def curves(self) -> RunCurves:
        """What the run said; not needed before it says something."""
        from gui.state.run_curves import RunCurves

        return RunCurves()
