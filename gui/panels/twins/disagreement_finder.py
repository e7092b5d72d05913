"""Finds the first step at which a pair disagrees about the shown sample."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.arrays import ByteArray
from gui.background.attempt import Attempt
from gui.background.newest_wish import NewestWish
from gui.state.pair_at_hand import PairAtHand

if TYPE_CHECKING:  # with sqlite3: not before a pair has begun
    from core.twins.answers import Disagreement

#: Steps from one word of progress to the next.
WORD_STEPS = 20


@dataclass(frozen=True, slots=True, eq=False)
class ScanWish:
    """Which steps are to be looked at.

    Attributes
    ----------
    pair : PairAtHand
    image : ndarray of uint8
    start, last : int
    """

    pair: PairAtHand
    image: ByteArray
    start: int
    last: int


class DisagreementFinder(QObject):
    """Knows the answer from what was noted live, and looks at the steps before that itself.

    Signals
    -------
    changed()
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pair: PairAtHand | None = None
        self._image: ByteArray | None = None
        self._scanned = -1  # the last step of those that were looked at, in which they agree
        self._found: Disagreement | None = None
        self.at_step: int | None = None
        self.trouble = ""
        self._wish: NewestWish[ScanWish, Disagreement | None] = NewestWish(
            _scan, name="twins", parent=self
        )
        self._wish.answered.connect(self._on_answered)
        self._wish.advanced.connect(self._on_advanced)
        self._wish.failed.connect(self._on_failed)

    @property
    def is_busy(self) -> bool:
        """Whether steps are being looked at."""
        return self._wish.is_busy

    @property
    def has_image(self) -> bool:
        """Whether both are asked about an image."""
        return self._image is not None

    @property
    def found(self) -> Disagreement | None:
        """The first step at which they disagree, as far as is known."""
        if self._found is not None or self._pair is None or not self.is_complete:
            return self._found
        return self._pair.notes.found

    @property
    def is_complete(self) -> bool:
        """Whether every step so far was looked at, up to the first at which they disagree."""
        pair = self._pair
        return pair is not None and (self._found is not None or self._scanned >= self._end())

    def follow(self, pair: PairAtHand | None) -> None:
        """Look at what is missing for a pair and the image both are asked about."""
        image = None if pair is None else pair.notes.image
        run_id = None if self._pair is None else self._pair.run_id
        if pair is None or pair.run_id != run_id or image is not self._image:
            self.rest()
            self._scanned, self._found, self.trouble = -1, None, ""
        self._pair, self._image = pair, image
        if pair is None or image is None or self.is_busy or self.is_complete or self.trouble:
            return
        if pair.first_machine is not None and pair.second_machine is not None:
            self._wish.ask(ScanWish(pair, image, self._scanned + 1, self._end()))

    def rest(self) -> None:
        """Look no further for now."""
        self._wish.give_up()
        self.at_step = None

    def shut_down(self) -> None:
        """End the thread."""
        self._wish.shut_down()

    def _end(self) -> int:
        """Return the last step that was not noted while both were asked about the image."""
        if self._pair is None:
            return -1
        since = self._pair.notes.watched_since
        return self._pair.notes.last_step if since is None else since - 1

    @Slot(object, object)
    def _on_answered(self, wish: ScanWish, found: Disagreement | None) -> None:
        if wish.image is self._image:
            self._scanned, self._found, self.at_step = wish.last, found, None
            self.changed.emit()

    @Slot(object, object)
    def _on_advanced(self, wish: ScanWish, step: int) -> None:
        if wish.image is self._image:
            self.at_step = step
            self.changed.emit()

    @Slot(object, str)
    def _on_failed(self, _wish: ScanWish, text: str) -> None:
        self.trouble, self.at_step = text, None
        if text:
            self.changed.emit()


def _scan(wish: ScanWish, attempt: Attempt[ScanWish]) -> Disagreement | None:
    """Look at the steps, on the thread."""
    from core.errors import LoadError
    from core.twins.answers import first_disagreement

    first, second = wish.pair.first_machine, wish.pair.second_machine
    if first is None or second is None:
        raise LoadError("The twins have not begun.")

    def advance(step: int) -> None:
        if step % WORD_STEPS == 0:
            attempt.advance(step)

    return first_disagreement(
        first,
        second,
        wish.image,
        wish.last,
        start=wish.start,
        progress=advance,
        cancelled=attempt.cancelled,
    )
