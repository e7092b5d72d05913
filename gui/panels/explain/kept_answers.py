"""Answers made away from the main thread, and kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from core.inspection.moment import Moment
from gui.background.attempt import Attempt
from gui.background.newest_wish import NewestWish


class Keyed(Protocol):
    """A question about a moment."""

    @property
    def moment(self) -> Moment:
        """Whose weights are asked."""

    @property
    def subject(self) -> Hashable:
        """What is asked, at whatever step."""

    @property
    def key(self) -> Hashable:
        """The same for all questions that have the same answer."""


Asked = TypeVar("Asked", bound=Keyed)
Answer = TypeVar("Answer")


class KeptAnswers(QObject, Generic[Asked, Answer]):
    """Answers one question at a time; a newer one replaces it, so wait while it `is_busy`.

    Parameters
    ----------
    answer : callable
        Called on a thread with a question and its `Attempt`; what it raises is an answer, too.
    name : str
        Of the thread.
    kept : int
        How many answers are kept.

    Signals
    -------
    answered(Asked)
        `answer` knows it now.
    advanced(Asked, object)
        What is known so far.
    """

    answered = Signal(object)
    advanced = Signal(object, object)

    def __init__(
        self,
        answer: Callable[[Asked, Attempt[Asked]], Answer],
        *,
        name: str,
        kept: int,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._most = kept
        self._kept: dict[Hashable, Answer | str] = {}
        self._began = self._seconds = 0.0
        self._wish: NewestWish[Asked, Answer] = NewestWish(answer, name=name, parent=self)
        self._wish.answered.connect(self._on_answered)
        self._wish.failed.connect(self._on_failed)
        self._wish.advanced.connect(self.advanced)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is waited for."""
        return self._wish.is_busy

    @property
    def seconds(self) -> float:
        """How long the last answer took."""
        return self._seconds

    def answer(self, asked: Asked) -> Answer | str | None:
        """Return the answer, or why there is none; None if it was not asked yet."""
        return self._kept.get(asked.key)

    def ask(self, asked: Asked) -> None:
        """Have a question answered."""
        self._began = time.perf_counter()
        self._wish.ask(asked)

    def give_up(self) -> None:
        """Want nothing any more."""
        self._wish.give_up()

    def shut_down(self) -> bool:
        """End the thread; return whether it ended in time."""
        return self._wish.shut_down()

    def _keep(self, asked: Asked, answer: Answer | str) -> None:
        self._seconds = time.perf_counter() - self._began
        while len(self._kept) >= self._most:
            self._kept.pop(next(iter(self._kept)))
        self._kept[asked.key] = answer
        self.answered.emit(asked)

    @Slot(object, object)
    def _on_answered(self, asked: Asked, answer: Answer) -> None:
        self._keep(asked, answer)

    @Slot(object, str)
    def _on_failed(self, asked: Asked, text: str) -> None:
        if text:
            self._keep(asked, text)
