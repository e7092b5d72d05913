"""What is done with files of runs while the window listens, one thing after another."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from core.errors import LoadError
from gui.background.background_task import BackgroundTask
from gui.background.failure_text import failure_text


class _Job(NamedTuple):
    function: Callable[..., Any]
    done: Callable[[Any], object] | None
    failed: Callable[[str], object] | None


class DocumentTasks(QObject):
    """Calls functions off the main thread in the order they were given.

    Signals
    -------
    advanced(float, str)
        Share done from 0 to 1, and what is being done; the text is empty at the end.
    """

    advanced = Signal(float, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[_Job] = deque()
        self._job: _Job | None = None
        self._task: BackgroundTask | None = None
        self._is_shut_down = False

    @property
    def is_busy(self) -> bool:
        """Whether something is being done or waits for it."""
        return self._task is not None

    def begin(
        self,
        function: Callable[..., Any],
        done: Callable[[Any], object] | None = None,
        failed: Callable[[str], object] | None = None,
    ) -> None:
        """Call ``function(progress=…, cancelled=…)`` when its turn has come.

        Parameters
        ----------
        function : callable
        done, failed : callable, optional
            Called on the main thread with the result, or with a sentence that says why there
            is none.
        """
        if not self._is_shut_down:
            self._waiting.append(_Job(function, done, failed))
            self._go_on()

    def shut_down(self) -> None:
        """Wait for what is being done; what waits is not begun, and nothing is reported."""
        self._is_shut_down = True
        self._waiting.clear()
        if self._task is not None:
            self._task.blockSignals(True)  # its answer may be on its way already
            self._task.shut_down()
            self._task = None

    def _go_on(self) -> None:
        if self._task is None and self._waiting:
            self._job = self._waiting.popleft()
            self._task = BackgroundTask(partial(_call, self._job.function), self)
            self._task.done.connect(self._on_done)
            self._task.failed.connect(self._on_failed)
            self._task.advanced.connect(self.advanced)
            self._task.start()

    @Slot(object)
    def _on_done(self, result: object) -> None:
        job = self._forget_task()
        if job is not None and job.done is not None:
            job.done(result)
        self._go_on()

    @Slot(str)
    def _on_failed(self, text: str) -> None:
        job = self._forget_task()
        if job is not None and job.failed is not None and text:
            job.failed(text)
        self._go_on()

    def _forget_task(self) -> _Job | None:
        job, self._job = self._job, None
        if self._task is not None:
            self._task.deleteLater()
            self._task = None
        self.advanced.emit(1.0, "")
        return job


def _call(function: Callable[..., Any], **arguments: Any) -> object:  # noqa: ANN401
    try:
        return function(**arguments)
    except OSError as error:
        raise LoadError(failure_text(error)) from error
