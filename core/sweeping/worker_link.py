"""How a run that trains on a worker speaks with who asked for it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from core.sweeping.trial_task import TrialTask

if TYPE_CHECKING:
    from distributed import Variable, Worker

#: Seconds that the scheduler has to say which runs are to end.
PATIENCE = 5.0


class WorkerLink(Protocol):
    """Says what a run does, and asks whether it is to end."""

    @property
    def address(self) -> str:
        """What the worker is called."""

    @property
    def folder(self) -> str | None:
        """Where it may write; None for the system's own place."""

    def say(self, news: Mapping[str, Any]) -> None:
        """Send what can be written as JSON; costs next to nothing."""

    def is_to_end(self) -> bool:
        """Ask; takes some milliseconds."""


class NoLink:
    """A run that no one listens to."""

    address = "this process"
    folder: str | None = None

    def say(self, news: Mapping[str, Any]) -> None:
        """Do nothing."""

    def is_to_end(self) -> bool:
        """Return that it is not."""
        return False


class DaskLink:
    """Speaks through the scheduler of Dask.

    Parameters
    ----------
    worker : distributed.Worker
        Of this process.
    task : TrialTask
    """

    def __init__(self, worker: Worker, task: TrialTask) -> None:
        self._worker = worker
        self._task = task
        self.address = str(worker.address)
        self.folder: str | None = str(worker.local_directory)

    def say(self, news: Mapping[str, Any]) -> None:
        self._worker.log_event(self._task.topic, {"key": self._task.key, **news})

    def is_to_end(self) -> bool:
        try:
            return self._task.key in self._endings.get(timeout=PATIENCE)
        except (OSError, TimeoutError):  # the scheduler is away: others look after that
            return False

    @cached_property
    def _endings(self) -> Variable:
        from distributed import Variable

        return Variable(self._task.endings)


def link_of(task: TrialTask) -> WorkerLink:
    """Return the link of this process: to Dask, if it is a worker of Dask."""
    try:
        from distributed import get_worker

        worker = get_worker()
    except (ImportError, ValueError):
        return NoLink()
    return DaskLink(worker, task)
