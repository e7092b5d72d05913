"""Answers what another run was, away from the main thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from gui.background.attempt import Attempt
from gui.background.newest_wish import NewestWish
from gui.panels.compare.comparison import Comparison, ComparisonRequest

if TYPE_CHECKING:  # SQLite is loaded when the first run is read, not when the window opens
    from gui.panels.compare.compared_run import ComparedRun


class Comparer(QObject):
    """Asks for the other run's moments and republishes them on the main thread.

    While one question is under way the newest further one waits; those between are dropped.
    What another run or another pace asked for is dropped, and so is a long way to a later
    step than the newest wish. Short ways are gone to their end: who goes back step by step sees
    some of them, however busy the machine is.

    Signals
    -------
    compared(Comparison)
    failed(str)
    """

    compared = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run: ComparedRun | None = None
        self._wish: NewestWish[ComparisonRequest, Comparison] = NewestWish(
            self._compare, name="comparison", is_outdated=_is_of_others, parent=self
        )
        self._wish.answered.connect(self._on_answered)
        self._wish.failed.connect(self._on_failed)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is waited for."""
        return self._wish.is_busy

    def ask(self, request: ComparisonRequest) -> None:
        """Have `request` answered."""
        self._wish.ask(request)

    def shut_down(self) -> bool:
        """End the thread and give the file free; return whether the thread ended in time."""
        has_ended = self._wish.shut_down()
        if has_ended:
            self._close()
        return has_ended

    def _compare(
        self, request: ComparisonRequest, attempt: Attempt[ComparisonRequest]
    ) -> Comparison:
        """Compare on the thread."""
        from gui.panels.compare.compared_run import ComparedRun

        if self._run is None or not self._run.is_of(request):
            self._close()
            self._run = ComparedRun(request)
        return self._run.compare(request, lambda: _is_in_vain(request, attempt))

    def _close(self) -> None:
        if self._run is not None:
            self._run.close()
            self._run = None

    @Slot(object, object)
    def _on_answered(self, _request: ComparisonRequest, comparison: Comparison) -> None:
        self.compared.emit(comparison)

    @Slot(object, str)
    def _on_failed(self, _request: ComparisonRequest, text: str) -> None:
        if text:
            self.failed.emit(text)


def _is_of_others(under_way: ComparisonRequest, newest: ComparisonRequest) -> bool:
    """Return whether an answer to what is under way is of no use any more."""
    return (under_way.path, under_way.pace) != (newest.path, newest.pace)


def _is_in_vain(request: ComparisonRequest, attempt: Attempt[ComparisonRequest]) -> bool:
    """Return whether a long way to a step leads past what is wanted by now."""
    newest = attempt.newest
    return attempt.cancelled() or (newest is not None and newest.step < request.step)
