"""Looks for an image about which a pair disagrees."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from core.arrays import ByteArray, IntArray
from core.datasets.sample import Part
from gui.background.attempt import Attempt
from gui.background.newest_wish import NewestWish
from gui.state.pair_at_hand import PairAtHand


@dataclass(frozen=True, slots=True, eq=False)
class DisputedWish:
    """Where to look.

    Attributes
    ----------
    pair : PairAtHand
    step : int
        At which both are asked.
    part : Part
    images : ndarray of uint8, shape (n, H, W, C)
    rows : ndarray of int, shape (m,)
        Where the images of the part are among them.
    after : int
        The image of the part that is looked at last; -1 for none.
    """

    pair: PairAtHand
    step: int
    part: Part
    images: ByteArray
    rows: IntArray
    after: int


class DisputedFinder(QObject):
    """Asks both runs of a pair about many images, away from the main thread.

    Signals
    -------
    found(DisputedWish, object)
        The index of an image of the part, or None if they agree about all.
    failed(str)
    """

    found = Signal(object, object)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wish: NewestWish[DisputedWish, int | None] = NewestWish(
            _look, name="disputed image", parent=self
        )
        self._wish.answered.connect(self.found)
        self._wish.failed.connect(self._on_failed)

    @property
    def is_busy(self) -> bool:
        """Whether images are being looked at."""
        return self._wish.is_busy

    def ask(self, wish: DisputedWish) -> None:
        """Look for an image; the last wish counts."""
        self._wish.ask(wish)

    def rest(self) -> None:
        """Look no further for now."""
        self._wish.give_up()

    def shut_down(self) -> None:
        """End the thread."""
        self._wish.shut_down()

    @Slot(object, str)
    def _on_failed(self, _wish: DisputedWish, text: str) -> None:
        if text:
            self.failed.emit(text)


def _look(wish: DisputedWish, attempt: Attempt[DisputedWish]) -> int | None:
    """Ask both, on the thread."""
    from core.errors import LoadError
    from core.inspection.network_copy import NetworkCopy
    from core.twins.disputed import next_disputed

    judges = []
    for machine in (wish.pair.first_machine, wish.pair.second_machine):
        if machine is None:
            raise LoadError("The twins have not begun.")
        experiment = machine.experiment
        snapshot = machine.at(wish.step, cancelled=attempt.cancelled).snapshot
        network = NetworkCopy().at(experiment.network, snapshot, experiment.seed)
        judges.append((network, experiment.network))
    first, second = judges
    return next_disputed(
        first, second, wish.images, wish.rows, wish.after, cancelled=attempt.cancelled
    )
