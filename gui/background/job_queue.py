"""One thing after the other, off the main thread."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from gui.background.background_task import BackgroundTask


@dataclass(frozen=True, slots=True)
class _Job:
    function: Callable[..., Any]
    then: Callable[[Any], object]
    otherwise: Callable[[str], object]


class JobQueue(QObject):
    """Runs functions of ``(progress=…, cancelled=…)`` in their order, one at a time.

    Signals
    -------
    idle()
        Everything is done.
    """

    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: deque[_Job] = deque()
        self._task: BackgroundTask | None = None
        self._is_shut = False

    @property
    def is_busy(self) -> bool:
        """Whether something is being done."""
        return self._task is not None

    def add(
        self,
        function: Callable[..., Any],
        then: Callable[[Any], object],
        otherwise: Callable[[str], object],
    ) -> None:
        """Have `function` called; its result goes to `then`, its failure to `otherwise`.

        Both are called on the main thread.
        """
        if not self._is_shut:
            self._jobs.append(_Job(function, then, otherwise))
            self._begin_next()

    def shut_down(self) -> None:
        """End what is being done and forget the rest; nothing more is reported."""
        self._is_shut = True
        self._jobs.clear()
        if self._task is not None:
            self._task.blockSignals(True)
            self._task.shut_down()
            self._task = None

    def _begin_next(self) -> None:
        if self._task is None and self._jobs:
            self._task = BackgroundTask(self._jobs[0].function, self)
            self._task.done.connect(self._on_done)
            self._task.failed.connect(self._on_failed)
            self._task.start()

    @Slot(object)
    def _on_done(self, result: object) -> None:
        job = self._finish()
        job.then(result)
        self._go_on()

    @Slot(str)
    def _on_failed(self, text: str) -> None:
        job = self._finish()
        job.otherwise(text)
        self._go_on()

    def _finish(self) -> _Job:
        if self._task is not None:
            self._task.deleteLater()
            self._task = None
        return self._jobs.popleft()

    def _go_on(self) -> None:
        self._begin_next()
        if self._task is None:
            self.idle.emit()
