"""Which run is trained along with the shown one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from core.experiment import Experiment
from gui.state.pair_at_hand import PairAtHand


class Twins(QObject):
    """Holds the recipe of the second run, if there is to be one, and the pair as it is now.

    Signals
    -------
    changed()
        There is another pair or none, or another wish.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wish: Experiment | None = None
        self._pair: PairAtHand | None = None

    @property
    def wish(self) -> Experiment | None:
        """The recipe that the next run that is built gets as its twin; None for none."""
        return self._wish

    @property
    def pair(self) -> PairAtHand | None:
        """The current run and its twin, if it has one."""
        return self._pair

    def want(self, recipe: Experiment | None) -> None:
        """Have the next runs trained along with one of another recipe, or alone."""
        if recipe != self._wish:
            self._wish = recipe
            self.changed.emit()

    def use(self, pair: PairAtHand | None) -> None:
        """Know another pair, or that the current run has no twin."""
        if pair is not self._pair:
            self._pair = pair
            self.changed.emit()
