"""One thing after the other, off the main thread."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from gui.background.one_task import Function, OneTask


class _Job(NamedTuple):
    function: Function
    then: Callable[[Any], object] | None
    otherwise: Callable[[str], object] | None


class JobQueue(QObject):
    """Calls functions of ``(progress=…, cancelled=…)`` in the order they were given.

    Parameters
    ----------
    name : str
        Of the thread, for logs.

    Signals
    -------
    advanced(float, str)
        Share done from 0 to 1 of the job under way, and what is being done; the text is empty
        at the end.
    """

    advanced = Signal(float, str)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[_Job] = deque()
        self._job: _Job | None = None
        self._is_shut_down = False
        self._task = OneTask(name, self)
        self._task.done.connect(self._on_done)
        self._task.failed.connect(self._on_failed)
        self._task.advanced.connect(self.advanced)

    @property
    def is_busy(self) -> bool:
        """Whether something is being done or waits for it."""
        return self._job is not None

    def add(
        self,
        function: Function,
        then: Callable[[Any], object] | None = None,
        otherwise: Callable[[str], object] | None = None,
    ) -> None:
        """Have `function` called when its turn has come.

        Parameters
        ----------
        function : callable
        then, otherwise : callable, optional
            Called on the main thread with the result, or with a sentence that says why there
            is none; it is empty if the function gave up by itself.
        """
        if not self._is_shut_down:
            self._waiting.append(_Job(function, then, otherwise))
            self._go_on()

    def give_up(self) -> None:
        """Have the job under way give up, as if it had done so by itself; the rest goes on."""
        if self._job is not None:
            self._task.give_up()
            self._on_failed("")

    def shut_down(self) -> bool:
        """End what is being done and forget the rest; nothing more is reported.

        Returns
        -------
        bool
            Whether the thread ended in time.
        """
        self._is_shut_down = True
        self._waiting.clear()
        self._job = None
        return self._task.shut_down()

    def _go_on(self) -> None:
        if self._job is None and self._waiting:
            self._job = self._waiting.popleft()
            self._task.begin(self._job.function)

    @Slot(object)
    def _on_done(self, result: object) -> None:
        job = self._end_job()
        if job is not None and job.then is not None:
            job.then(result)
        self._go_on()

    @Slot(str)
    def _on_failed(self, text: str) -> None:
        job = self._end_job()
        if job is not None and job.otherwise is not None:
            job.otherwise(text)
        self._go_on()

    def _end_job(self) -> _Job | None:
        job, self._job = self._job, None
        self.advanced.emit(1.0, "")
        return job
