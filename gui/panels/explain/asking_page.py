"""A view whose answers take time."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from core.explanation.class_score import Target
from core.figures.figure import Figure
from core.inspection.moment import Moment
from gui.panels.explain.explain_page import ExplainPage
from gui.panels.explain.kept_answers import KeptAnswers, Keyed
from gui.state.lab_state import LabState

#: How long the time slider has to rest before something is made for where it is.
REST_MS = 200
#: Times as long as an answer took, until the next one is asked for while a run is followed.
PAUSE = 2

Asked = TypeVar("Asked", bound=Keyed)
Answer = TypeVar("Answer")


class AskingPage(ExplainPage, Generic[Asked, Answer]):
    """Shows the last answer until there is a newer one.

    What the user asks for is asked at once; what the time slider asks for, when it rests.
    While a run is followed, the next answer is asked for when the last one is there, and
    twice as long after it as that one took: a third of a processor at most.

    Parameters
    ----------
    state : LabState
    name : str
        ``objectName``
    answers : KeptAnswers
        Of its own.
    """

    def __init__(
        self,
        state: LabState,
        name: str,
        answers: KeptAnswers[Asked, Answer],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(state, name, parent)
        self._answers = answers
        answers.setParent(self)
        answers.answered.connect(self._on_answered)
        self._wanted: Asked | None = None
        self._given_up: Hashable = None
        self._shown: tuple[Asked, Answer] | None = None
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._ask)

    def paper_figure(self) -> Figure | None:
        return None if self._shown is None else self._figure(*self._shown)

    def _figure(self, request: Asked, answer: Answer) -> Figure:
        """Return an answer as data."""
        raise NotImplementedError

    @property
    def is_current(self) -> bool:
        """Whether it shows what is asked for, or says why it cannot."""
        wanted = self._wanted
        return wanted is not None and self._answers.answer(wanted) is not None

    @property
    def is_given_up(self) -> bool:
        """Whether the user wants no answer to what is asked."""
        return self._wanted is not None and self._wanted.subject == self._given_up

    def show_moment(self, moment: Moment, target: Target) -> None:
        before, request = self._wanted, self._request(moment, target)
        self._wanted = request
        if request is None:
            self._rest.stop()
            return
        answer = self._answers.answer(request)
        if isinstance(answer, str):
            self._rest.stop()
            self._refuse(answer)
            return
        if answer is not None:
            self._rest.stop()
            self._shown = request, answer
        elif self.is_given_up:
            self._rest.stop()
        elif before is None or before.subject != request.subject:
            self._ask()  # the user waits for this one
        else:
            self._ask_later(is_new=before.key != request.key)
        self._show(request)
        self._stack.show_view()

    def rest(self) -> None:
        self._rest.stop()
        if self._answers.is_busy:
            self._answers.give_up()
        if self._wanted is not None and not self.is_current:
            self._wanted = None  # is asked for when the panel is seen again
            self.stale.emit()

    def shut_down(self) -> None:
        """End the thread, before the window goes."""
        self._rest.stop()
        self._answers.shut_down()

    @Slot()
    def give_up(self) -> None:
        """Make nothing more of the kind until it is asked for."""
        self._rest.stop()
        self._answers.give_up()
        self._given_up = None if self._wanted is None else self._wanted.subject
        self.stale.emit()

    @Slot()
    def ask_again(self) -> None:
        """Make what was given up."""
        self._given_up = None
        self._ask()
        self.stale.emit()

    def _request(self, moment: Moment, target: Target) -> Asked | None:
        """Return what is to be asked; None if nothing can be, which it says itself."""
        raise NotImplementedError

    def _show(self, request: Asked) -> None:
        """Show `_shown`, which may be the answer to another question than `request`."""
        raise NotImplementedError

    def _refuse(self, why: str) -> None:
        """Say why there is no answer."""
        self._stack.show_notice(why)

    def _is_of_now(self, request: Asked) -> bool:
        """Return whether an answer is of what is asked now, if of another step."""
        wanted = self._wanted
        return wanted is not None and request.subject == wanted.subject

    def _ask_later(self, *, is_new: bool) -> None:
        """Wait until the slider rests; while training runs, until the last answer is there."""
        is_waiting = self._rest.isActive() or self._answers.is_busy
        if self._state.timeline.is_live:
            if not is_waiting:
                self._rest.start(max(REST_MS, round(PAUSE * 1000 * self._answers.seconds)))
        elif is_new or not is_waiting:
            self._rest.start(REST_MS)

    @Slot()
    def _ask(self) -> None:
        self._rest.stop()
        if self._wanted is not None and not self.is_current:
            self._answers.ask(self._wanted)

    @Slot(object)
    def _on_answered(self, request: Asked) -> None:
        answer = self._answers.answer(request)
        if answer is not None and not isinstance(answer, str) and self._is_of_now(request):
            self._shown = request, answer  # in grey, if it is of an earlier step
        self.stale.emit()
