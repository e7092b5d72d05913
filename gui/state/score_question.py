"""Which other class the open class is compared with, and what the answer paints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.anatomy.addresses import Address
from core.anatomy.score_layer import class_of
from core.inspection.moment import Moment
from core.network_spec import LayerOutline

if TYPE_CHECKING:  # the whole of core.ledger comes with it
    from core.ledger.score_parts import ScoreParts


class ScoreQuestion(QObject):
    """Holds the question "why 9 and not 4?"; panels that paint its parts observe `changed`.

    The ledger asks and answers it.

    Signals
    -------
    changed()
        There are other parts to paint, or none any more.
    asked()
        The open class is to be compared with another one, or no longer.
    """

    changed = Signal()
    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._against: int | None = None
        self._answer: tuple[Moment, ScoreParts] | None = None

    @property
    def against(self) -> int | None:
        """The class that the open one is compared with."""
        return self._against

    def parts(self, moment: Moment) -> ScoreParts | None:
        """Return what to paint on a moment; None if nothing was asked or answered of it."""
        if self._answer is None or self._answer[0] is not moment:
            return None
        return self._answer[1]

    def is_due(self, moment: Moment) -> bool:
        """Whether another moment was answered, and the answer for this one is to come."""
        return self._answer is not None and self._answer[0] is not moment

    def ask(self, against: int) -> None:
        """Compare with class `against`, or no longer if that is being done."""
        if against == self._against:
            self.close()
        else:
            self._against = against
        self.asked.emit()

    def follow(self, outlines: Sequence[LayerOutline], address: Address | None) -> None:
        """Ask no longer once a number is open that is not of another class."""
        if class_of(outlines, address) in (None, self._against):
            self.close()

    def answer(self, moment: Moment, parts: ScoreParts | None) -> None:
        """Take what is to be painted on a moment."""
        before = self._answer
        self._answer = None if parts is None else (moment, parts)
        if before is not None or parts is not None:
            self.changed.emit()

    def close(self) -> None:
        """Ask nothing, and paint nothing."""
        self._against = None
        if self._answer is not None:
            self._answer = None
            self.changed.emit()
