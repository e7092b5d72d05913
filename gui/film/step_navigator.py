"""What can show any step of a run: the part of the timeline that a film needs."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import SignalInstance


class StepNavigator(Protocol):
    """Shows the step one asks for, in all panels; `gui.state.timeline.Timeline` is one.

    Attributes
    ----------
    changed : signal
        Another step is shown, or wanted.
    """

    changed: SignalInstance

    @property
    def first_step(self) -> int:
        """The earliest step one can go to."""

    @property
    def last_step(self) -> int:
        """The newest step of the run."""

    @property
    def wanted_step(self) -> int:
        """Where one wants to be."""

    @property
    def shown_step(self) -> int:
        """What is on screen."""

    @property
    def inexact(self) -> str:
        """Why the wanted step is not the run's own, bit for bit; empty if it is."""

    @property
    def is_live(self) -> bool:
        """Whether the newest step is shown, and every newer one as it comes."""

    def go_to(self, step: int) -> None:
        """Show `step`, or the nearest there is."""

    def go_live(self) -> None:
        """Show the newest step from now on."""
