"""What the run said so far."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot

from core.curves.history import RunHistory
from core.training.events import TrainingEvent


class RunCurves(QObject):
    """Holds the history of the current run; panels observe `begun` and `changed`.

    Attributes
    ----------
    history : RunHistory
        Of the current run; grows.
    parent_history : RunHistory or None
        What the run said that this one was branched from, if it was.

    Signals
    -------
    begun()
        Another run is the current one.
    changed()
        The run said more.
    """

    begun = Signal()
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.history = RunHistory()
        self.parent_history: RunHistory | None = None

    def begin(
        self, history: RunHistory | None = None, parent_history: RunHistory | None = None
    ) -> None:
        """Forget the run; another one begins, or goes on after its `history`."""
        self.history = RunHistory() if history is None else history
        self.parent_history = parent_history
        self.begun.emit()

    @Slot(list)
    def add(self, events: Sequence[TrainingEvent]) -> None:
        """Append what a run says, in its order."""
        if events:
            self.history.add(events)
            self.changed.emit()
