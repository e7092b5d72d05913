"""The one way to run a function once, off the main thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from gui.background.attempt import Attempt
from gui.background.newest_wish import NewestWish

#: Called with ``progress`` (a callable that takes a share and a text) and ``cancelled``.
Function = Callable[..., Any]


class OneTask(QObject):
    """Calls ``function(progress=…, cancelled=…)`` on a thread that lives as long as that takes.

    Signals
    -------
    done(object)
        The function's result.
    failed(str)
        It raised; the text is fit to show, and empty if the function gave up by itself.
    advanced(float, str)
        Share done from 0 to 1, and what is being done.
    """

    done = Signal(object)
    failed = Signal(str)
    advanced = Signal(float, str)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wish: NewestWish[Function, object] = NewestWish(_call, name=name, parent=self)
        self._wish.answered.connect(self._on_answered)
        self._wish.failed.connect(self._on_failed)
        self._wish.advanced.connect(self._on_advanced)
        self._wish.idle.connect(self._on_idle)

    @property
    def is_busy(self) -> bool:
        """Whether the function is being called, and its outcome waited for."""
        return self._wish.is_busy

    def begin(self, function: Function) -> None:
        """Call `function`; one that is under way has to give up, and is not reported."""
        self._wish.ask(function)

    def give_up(self) -> None:
        """Have the function give up; nothing is reported of it."""
        self._wish.give_up()

    def shut_down(self) -> bool:
        """Give up for good; return whether the thread ended in time."""
        return self._wish.shut_down()

    @Slot(object, object)
    def _on_answered(self, _function: Function, result: object) -> None:
        self._wish.rest()
        self.done.emit(result)

    @Slot(object, str)
    def _on_failed(self, _function: Function, text: str) -> None:
        self._wish.rest()
        self.failed.emit(text)

    @Slot(object, object)
    def _on_advanced(self, _function: Function, news: tuple[float, str]) -> None:
        self.advanced.emit(*news)

    @Slot()
    def _on_idle(self) -> None:
        self._wish.rest()


def _call(function: Function, attempt: Attempt[Function]) -> object:
    return function(progress=partial(_advance, attempt), cancelled=attempt.cancelled)


def _advance(attempt: Attempt[Function], share: float, text: str) -> None:
    attempt.advance((share, text))
