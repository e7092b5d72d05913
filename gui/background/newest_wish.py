"""The one way to have questions answered off the main thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from core.errors import Cancelled
from core.formats.failure_text import failure_text, is_foreseen
from gui.background.attempt import Attempt
from gui.background.thread_end import end_thread

Wish = TypeVar("Wish")
Answer = TypeVar("Answer")

logger = logging.getLogger(__name__)


class _Worker(QObject):
    """Lives on the thread, and answers what is next."""

    answered = Signal(object, object)
    failed = Signal(object, str)
    dropped = Signal(object)
    advanced = Signal(object, object)
    wanted = Signal()

    def __init__(
        self,
        answer: Callable[[Any, Attempt[Any]], object],
        changed: threading.Condition,
        name: str,
    ) -> None:
        super().__init__()
        self.next: Attempt[Any] | None = None  # guarded by `changed`
        self._answer = answer
        self._changed = changed
        self._name = name
        self.wanted.connect(self._work)

    @Slot()
    def _work(self) -> None:
        with self._changed:
            attempt, self.next = self.next, None
        if attempt is None:  # replaced or given up meanwhile
            return
        try:
            answer = self._answer(attempt.wish, attempt)
        except Cancelled:
            if attempt.is_newest:  # the answer is wanted all the same
                self.failed.emit(attempt, "")
            else:
                self.dropped.emit(attempt)
        except Exception as error:
            if not is_foreseen(error):
                logger.exception("%s: a wish could not be answered", self._name)
            self.failed.emit(attempt, failure_text(error))
        else:
            self.answered.emit(attempt, answer)


class NewestWish(QObject, Generic[Wish, Answer]):
    """Answers wishes one at a time on a thread of its own; the newest replaces all before it.

    A wish that was not begun is forgotten as soon as there is a newer one.  One under way may
    look whether it is still wanted; if it is not, its answer, its failure and its news are
    dropped here, however late they come.  The thread starts with the first wish.

    Parameters
    ----------
    answer : callable
        Called on the thread with a wish and its `Attempt`; never with two at a time.  What it
        raises is reported, but for `Cancelled` if the answer is no longer wanted.
    name : str
        Of the thread, for logs.
    is_outdated : callable, optional
        Called with the wish under way and the newest one, on any thread: whether an answer to
        the former is of no use any more.  It always is, if this is not given.

    Signals
    -------
    answered(Wish, Answer)
    failed(Wish, str)
        Why there is no answer; fit to show.
    advanced(Wish, object)
        What is known of an answer so far.
    idle()
        Nothing is waited for any more.
    """

    answered = Signal(object, object)
    failed = Signal(object, str)
    advanced = Signal(object, object)
    idle = Signal()

    def __init__(
        self,
        answer: Callable[[Wish, Attempt[Wish]], Answer],
        *,
        name: str,
        is_outdated: Callable[[Wish, Wish], bool] = lambda _under_way, _newest: True,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._is_outdated = is_outdated
        self._changed = threading.Condition()
        self._open: list[Attempt[Wish]] = []  # the newest last
        self._is_shut_down = False
        self._thread = QThread(self)
        self._thread.setObjectName(name)
        self._worker = _Worker(answer, self._changed, name)
        self._worker.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._worker.answered.connect(self._on_answered, queued)
        self._worker.failed.connect(self._on_failed, queued)
        self._worker.dropped.connect(self._on_dropped, queued)
        self._worker.advanced.connect(self._on_advanced, queued)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is waited for."""
        return bool(self._open)

    @property
    def has_begun(self) -> bool:
        """Whether its thread runs: since the first wish, until it is shut down."""
        return self._thread.isRunning()

    def ask(self, wish: Wish) -> None:
        """Have `wish` answered instead of those before it."""
        if self._is_shut_down:
            return
        attempt = Attempt(wish, self._changed, self._is_outdated, self._worker.advanced.emit)
        with self._changed:
            for earlier in self._open:
                earlier.follow(wish)
            if self._worker.next is not None:
                self._open.remove(self._worker.next)
            self._worker.next = attempt
            self._open.append(attempt)
            self._changed.notify_all()
        if not self._thread.isRunning():
            self._thread.start()
        self._worker.wanted.emit()

    def give_up(self) -> None:
        """Want nothing any more: nothing is reported of what was asked until now."""
        with self._changed:
            for attempt in self._open:
                attempt.give_up()
            self._open.clear()
            self._worker.next = None
            self._changed.notify_all()

    def rest(self) -> bool:
        """Give up, and end the thread until the next wish; return whether it ended in time."""
        self.give_up()
        if self._is_shut_down or not self._thread.isRunning():
            return not self._thread.isRunning()
        has_ended = end_thread(self._thread, self._worker)
        self._is_shut_down = not has_ended  # that thread answers nothing any more
        return has_ended

    def shut_down(self) -> bool:
        """Give up and end the thread for good; return whether it ended in time."""
        has_ended = self.rest()
        self._is_shut_down = True
        return has_ended

    def _close(self, attempt: Attempt[Wish]) -> bool:
        """Wait no more for an answer that came; return whether it is wanted."""
        if attempt not in self._open:
            return False
        self._open.remove(attempt)
        return not attempt.cancelled()

    @Slot(object, object)
    def _on_answered(self, attempt: Attempt[Wish], answer: Answer) -> None:
        if self._close(attempt):
            self.answered.emit(attempt.wish, answer)
        self._look_for_rest()

    @Slot(object, str)
    def _on_failed(self, attempt: Attempt[Wish], text: str) -> None:
        if self._close(attempt):
            self.failed.emit(attempt.wish, text)
        self._look_for_rest()

    @Slot(object)
    def _on_dropped(self, attempt: Attempt[Wish]) -> None:
        self._close(attempt)
        self._look_for_rest()

    @Slot(object, object)
    def _on_advanced(self, attempt: Attempt[Wish], news: object) -> None:
        if attempt in self._open and not attempt.cancelled():
            self.advanced.emit(attempt.wish, news)

    def _look_for_rest(self) -> None:
        if not self._open:
            self.idle.emit()
