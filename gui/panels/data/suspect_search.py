"""Keeps what was found of suspect labels, and looks for what is not known."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QObject, Signal, Slot

from core.exploring.suspects import Suspects
from gui.background.newest_wish import NewestWish
from gui.panels.data.suspecting import SuspectWish, suspecting


class SuspectSearch(QObject):
    """One search at a time; a newer one replaces it.

    Signals
    -------
    found(Suspects)
        All that was found, or more than before.
    advanced(float)
        Share that was looked at.
    failed(str)
    """

    found = Signal(object)
    advanced = Signal(float)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.asked: SuspectWish | None = None
        self.is_stopped = False
        self._known: dict[Hashable, Suspects] = {}
        self._wish: NewestWish[SuspectWish, Suspects] = NewestWish(
            suspecting(), name="suspect labels", parent=self
        )
        self._wish.answered.connect(self._on_answered)
        self._wish.advanced.connect(self._on_advanced)
        self._wish.failed.connect(self._on_failed)

    @property
    def is_busy(self) -> bool:
        """Whether something is looked for."""
        return self._wish.is_busy

    def ask(self, wish: SuspectWish) -> bool:
        """Look for suspects, unless that is what was asked last; return whether it is not."""
        if self.asked is not None and wish.key == self.asked.key:
            return False
        self.asked, self.is_stopped = wish, False
        known = self._known.get(wish.key)
        if known is None:
            self._wish.ask(wish)
        else:
            self._wish.give_up()
            self.found.emit(known)
        return True

    def cancel(self) -> None:
        """Look no further, until something else is asked."""
        self._wish.give_up()
        self.is_stopped = True

    def rest(self) -> None:
        """Look for nothing until it is asked again."""
        if self._wish.is_busy:
            self.forget_asked()

    def forget_asked(self) -> None:
        """Look for nothing; what was found is kept."""
        self._wish.give_up()
        self.asked, self.is_stopped = None, False

    def forget(self) -> None:
        """Know nothing, as there is other data."""
        self.forget_asked()
        self._known.clear()

    def shut_down(self) -> bool:
        """End the thread; return whether it ended in time."""
        return self._wish.shut_down()

    def _is_asked(self, wish: SuspectWish) -> bool:
        return self.asked is not None and wish.key == self.asked.key

    @Slot(object, object)
    def _on_answered(self, wish: SuspectWish, suspects: Suspects) -> None:
        self._known[wish.key] = suspects
        if self._is_asked(wish):
            self.found.emit(suspects)

    @Slot(object, object)
    def _on_advanced(self, wish: SuspectWish, news: tuple[float, Suspects | None]) -> None:
        share, suspects = news
        if self._is_asked(wish):
            self.advanced.emit(share)
            if suspects is not None:
                self.found.emit(suspects)

    @Slot(object, str)
    def _on_failed(self, wish: SuspectWish, text: str) -> None:
        if self._is_asked(wish):
            self.failed.emit(text)
