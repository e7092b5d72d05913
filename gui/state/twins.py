"""Which runs are trained along with the shown one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.experiment import Experiment
from gui.state.pair_at_hand import PairAtHand


class Twins(QObject):
    """Holds the recipes of the other runs, if there are to be some, and the pairs as they are.

    Signals
    -------
    changed()
        There are other pairs or none, or another wish.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wish: tuple[Experiment, ...] = ()
        self._pairs: tuple[PairAtHand, ...] = ()

    @property
    def wish(self) -> tuple[Experiment, ...]:
        """The recipes that the next run that is built gets as its twins; empty for none."""
        return self._wish

    @property
    def pairs(self) -> tuple[PairAtHand, ...]:
        """The current run and each of its twins: A and B, A and C …; empty without any."""
        return self._pairs

    def want(self, *recipes: Experiment) -> None:
        """Have the next runs trained along with those of other recipes, or alone."""
        if recipes != self._wish:
            self._wish = recipes
            self.changed.emit()

    def use(self, *pairs: PairAtHand) -> None:
        """Know other pairs, or that the current run has no twin."""
        if pairs != self._pairs:
            self._pairs = pairs
            self.changed.emit()

    def pair_with(self, path: Path | None) -> PairAtHand | None:
        """Return the pair whose twin is kept there, if there is one."""
        return next((one for one in self._pairs if path and one.second_path == path), None)
