"""Questions that take long: asked once their step has rested, answers kept by run and step."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gui.background.attempt import Attempt
from gui.background.newest_wish import NewestWish

#: A question is asked once it has been wanted that long, in milliseconds.
REST = 200
#: Answers that are kept; the one that was looked at longest ago is forgotten first.
MOST_KEPT = 8


class Restable(Protocol):
    """A question about a step of a run."""

    @property
    def key(self) -> Hashable:
        """The same for questions that have the same answer."""

    @property
    def subject(self) -> Hashable:
        """The same for questions that differ in nothing but the step."""

    @property
    def source(self) -> object:
        """The data; answers about other data are not kept."""

    @property
    def is_live(self) -> bool:
        """Whether the newest step is followed."""


Wish = TypeVar("Wish", bound=Restable)
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, eq=False)
class News:
    """What is known of an answer so far.

    Attributes
    ----------
    share : float
        How much is done, from 0 to 1.
    answer : object or None
        What can be shown of it already.
    """

    share: float
    answer: object | None = None


class RestedWish(QObject, Generic[Wish, Answer]):
    """Has what is wanted answered on a thread, and says what there is to show meanwhile.

    Until an answer is there the one before stays, which is not `is_current` then.

    Parameters
    ----------
    answer : callable
        Called on the thread with a wish and its `Attempt`, to which it may hand `News`.
    name : str
        Of the thread, for logs.

    Signals
    -------
    changed()
        There is another answer, or something failed.
    advanced(float)
        Share that is done.
    """

    changed = Signal()
    advanced = Signal(float)

    def __init__(
        self,
        answer: Callable[[Wish, Attempt[Wish]], Answer],
        *,
        name: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._wanted: Wish | None = None
        self._asked: Wish | None = None
        self._begun: Wish | None = None  # something of its answer is shown
        self._given_up: Wish | None = None
        self._failed: tuple[Wish, str] | None = None
        self._shown: tuple[Wish, Answer] | None = None
        self._kept: dict[Hashable, tuple[Wish, Answer]] = {}
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self.ask)
        self._wish: NewestWish[Wish, Answer] = NewestWish(
            answer, name=name, is_outdated=_leads_elsewhere, parent=self
        )
        self._wish.answered.connect(self._on_answered)
        self._wish.failed.connect(self._on_failed)
        self._wish.advanced.connect(self._on_advanced)

    @property
    def answer(self) -> Answer | None:
        """What there is to show: of what is wanted, or else what was shown before."""
        return None if self._shown is None else self._shown[1]

    @property
    def is_current(self) -> bool:
        """Whether the answer is that to what is wanted."""
        return self._shown is not None and _is_same(self._shown[0], self._wanted)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is waited for, and nothing of it is known."""
        return self._asked is not None and self._asked is not self._begun

    @property
    def is_under_way(self) -> bool:
        """Whether an answer is waited for, even if something of it is known."""
        return self._asked is not None

    @property
    def is_resting(self) -> bool:
        """Whether it will be asked soon."""
        return self._rest.isActive()

    @property
    def is_given_up(self) -> bool:
        """Whether the answer to what is wanted was cancelled."""
        return _is_same(self._given_up, self._wanted)

    @property
    def failure(self) -> str:
        """Why what is wanted cannot be answered; empty if it can."""
        failed = self._failed
        return failed[1] if failed is not None and _is_same(failed[0], self._wanted) else ""

    @property
    def may_ask(self) -> bool:
        """Whether there is something to ask that is not known."""
        return self._wanted is not None and not self.is_current

    def follow(self, wanted: Wish | None, *, at_rest: bool = True) -> None:
        """Want an answer: one that is kept at once, else when the wish has rested.

        Parameters
        ----------
        wanted : Wish or None
        at_rest : bool
            Whether it is asked then; else only `ask` does.
        """
        before, self._wanted = self._wanted, wanted
        if wanted is None:
            self._rest.stop()
            return
        self._kept = {
            key: kept for key, kept in self._kept.items() if kept[0].source is wanted.source
        }
        if (kept := self._kept.pop(wanted.key, None)) is not None:
            self._kept[wanted.key] = self._shown = kept
            self._rest.stop()
            return
        failed = None if self._failed is None else self._failed[0]
        known = self._asked, failed, self._given_up
        if not at_rest or any(_is_same(one, wanted) for one in known):
            self._rest.stop()
        elif not _is_same(before, wanted) or not self._rest.isActive():
            self._rest.start()

    @Slot()
    def ask(self) -> None:
        """Ask now for what is wanted."""
        self._rest.stop()
        if self._wanted is not None and not self.is_complete:
            self._given_up = self._failed = self._begun = None
            self._asked = self._wanted
            self._wish.ask(self._wanted)
        self.changed.emit()

    @property
    def is_complete(self) -> bool:
        """Whether all is known of what is wanted."""
        return self._wanted is not None and self._wanted.key in self._kept

    def cancel(self) -> None:
        """Give up what is under way; it is not asked again by itself."""
        self._wish.give_up()
        self._given_up, self._asked = self._asked, None
        self.changed.emit()

    def pause(self) -> bool:
        """Do nothing that cannot be seen; return whether something was interrupted."""
        was_active = self._rest.isActive() or self._asked is not None
        self._rest.stop()
        self._wish.give_up()
        self._asked = self._begun = None
        return was_active

    def shut_down(self) -> bool:
        """End the thread; return whether it ended in time."""
        self._rest.stop()
        return self._wish.shut_down()

    @Slot(object, object)
    def _on_answered(self, wish: Wish, answer: Answer) -> None:
        self._close(wish)
        self._kept[wish.key] = wish, answer
        while len(self._kept) > MOST_KEPT:
            self._kept.pop(next(iter(self._kept)))
        self._show(wish, answer)

    @Slot(object, object)
    def _on_advanced(self, wish: Wish, news: News) -> None:
        if news.answer is not None:
            self._begun = wish
            self._show(wish, news.answer)  # type: ignore[arg-type]  # as `answer` makes it
        self.advanced.emit(news.share)

    @Slot(object, str)
    def _on_failed(self, wish: Wish, text: str) -> None:
        self._close(wish)
        if text:
            self._failed = wish, text
        self.changed.emit()

    def _show(self, wish: Wish, answer: Answer) -> None:
        if _is_same(wish, self._wanted) or not self.is_current:
            self._shown = wish, answer
        self.changed.emit()

    def _close(self, wish: Wish) -> None:
        if not self._wish.is_busy or self._asked is wish:
            self._asked = self._begun = None


def _is_same(one: Restable | None, other: Restable | None) -> bool:
    return one is not None and other is not None and one.key == other.key


def _leads_elsewhere(under_way: Restable, newest: Restable) -> bool:
    """Return whether what is under way is of no use: where a run is followed, it is."""
    follows = under_way.is_live and newest.is_live
    return not (follows and under_way.subject == newest.subject)
