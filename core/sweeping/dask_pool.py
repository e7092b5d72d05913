"""Workers of Dask, on this computer or on others."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from core.sentence import sentence
from core.sweeping.sweep_error import SweepError
from core.sweeping.trial_pool import (
    Hope,
    PoolLost,
    PoolMessage,
    RunAnswered,
    RunLost,
    RunNews,
)
from core.sweeping.trial_task import DataPart, TrialTask, task_text

if TYPE_CHECKING:
    from distributed import Client, Future

#: Seconds between two questions how many workers there are.
CAPACITY_SECONDS = 1.0
#: Seconds that a scheduler has to answer.
PATIENCE = 10.0


class DaskPool:
    """Submits `glassbox_lab.worker.run_trial`, and nothing else.

    Parameters
    ----------
    connect : callable
        Returns a connection to the scheduler, or raises `SweepError`.
    run_trial : callable
        `glassbox_lab.worker.run_trial`.
    niceness : int
        How much workers give way to other processes.
    close_cluster : callable, optional
        Ends the workers, if they are ours.
    """

    def __init__(
        self,
        connect: Callable[[], Client],
        run_trial: Callable[[str], bytes],
        *,
        niceness: int = 0,
        close_cluster: Callable[[], object] | None = None,
    ) -> None:
        self._connect = connect
        self._run_trial = run_trial
        self._close_cluster = close_cluster
        self.niceness = niceness
        name = secrets.token_hex(8)
        self.topic = f"glassbox-news-{name}"
        self.endings = f"glassbox-endings-{name}"
        self._messages: SimpleQueue[PoolMessage] = SimpleQueue()
        self._futures: dict[str, Future] = {}
        self._to_end: set[str] = set()
        self._threads: dict[str, int] = {}  # of each worker
        self._bound: dict[str, list[str]] = {}  # workers that alone may train a run
        self._asked_at = float("-inf")
        try:
            self._client = self._connected()
        except SweepError:
            self._end_cluster()
            raise

    def capacity(self) -> int:
        if time.monotonic() - self._asked_at >= CAPACITY_SECONDS:
            with suppress(OSError, TimeoutError):
                self._threads = dict(self._client.nthreads())
                self._lose_what_waits_in_vain()
            self._asked_at = time.monotonic()
        return sum(self._threads.values())

    def submit(self, task: TrialTask, worker: str = "", avoided: Collection[str] = ()) -> None:
        key = task.key  # the callback must not keep the task
        others = [one for one in self._threads if one not in avoided] if avoided else []
        if others and not worker:
            self._bound[key] = others
        future = self._client.submit(
            self._run_trial,
            task_text(task),
            key=f"glassbox-{key}-{secrets.token_hex(4)}",
            pure=False,
            workers=[worker] if worker else others or None,
            # else an idle worker would take the run from a busy one, though it is avoided
            allow_other_workers=bool(worker),
        )
        self._futures[key] = future
        future.add_done_callback(lambda done: self._on_done(key, done))

    def send(self, parts: Iterable[DataPart], worker: str) -> None:
        kept = [
            self._client.submit(self._run_trial, task_text(part), pure=False, workers=[worker])
            for part in parts
        ]
        with suppress(Exception):  # the worker asks again, and that is counted
            for future in kept:
                future.result(timeout=PATIENCE)

    def end(self, keys: Iterable[str]) -> None:
        from distributed import Variable

        self._to_end.update(keys)
        self._to_end &= self._futures.keys()
        with suppress(OSError, TimeoutError):
            ending = sorted(self._to_end)
            Variable(self.endings, client=self._client).set(ending, timeout=PATIENCE)

    def forget(self, key: str) -> None:
        future = self._futures.pop(key, None)
        self._to_end.discard(key)
        self._bound.pop(key, None)
        if future is not None:
            with suppress(OSError, TimeoutError):
                future.cancel(force=True)

    def next(self, seconds: float) -> PoolMessage | None:
        if self._client.status != "running":
            return PoolLost("The scheduler of Dask cannot be reached any more.")
        with suppress(Empty):
            return self._messages.get(timeout=seconds)
        return None

    def reconnect(self) -> bool:
        self._futures.clear()
        with suppress(OSError, TimeoutError, RuntimeError):
            self._client.close(timeout=1)
        self._messages = SimpleQueue()
        try:
            self._client = self._connected()
        except SweepError:
            return False
        return True

    def close(self) -> None:
        with suppress(OSError, TimeoutError, RuntimeError):
            for future in self._futures.values():
                future.cancel(force=True)
        self._futures.clear()
        with suppress(OSError, TimeoutError, RuntimeError):
            self._client.close(timeout=PATIENCE)
        self._end_cluster()

    def _lose_what_waits_in_vain(self) -> None:
        """Give up runs that only workers may train that are gone."""
        self._bound = {key: of for key, of in self._bound.items() if key in self._futures}
        for key, workers in list(self._bound.items()):
            if not any(worker in self._threads for worker in workers):
                self.forget(key)
                self._messages.put(RunLost(key, "the workers that were to train it are gone"))

    def _end_cluster(self) -> None:
        if self._close_cluster is not None:
            self._close_cluster()

    def _connected(self) -> Client:
        client = self._connect()
        try:
            self._prepare(client)
        except (OSError, TimeoutError, RuntimeError) as error:
            with suppress(OSError, TimeoutError, RuntimeError):
                client.close(timeout=1)
            reason = sentence(str(error), 120) or "it says nothing any more"
            raise SweepError(f"the scheduler of Dask cannot be used ({reason})") from None
        self._asked_at = float("-inf")
        return client

    def _prepare(self, client: Client) -> None:
        """Agree with a scheduler how runs say something, and how they are told to end."""
        from distributed import Variable

        messages = self._messages

        def on_news(event: tuple[float, Any]) -> None:
            news = event[1]
            if isinstance(news, dict) and isinstance(news.get("key"), str):
                messages.put(RunNews(news["key"], news))

        client.subscribe_topic(self.topic, on_news)
        Variable(self.endings, client=client).set([], timeout=PATIENCE)

    def _on_done(self, key: str, future: Future) -> None:
        """Take what a run answered; on a thread of Dask's."""
        held: Any = self._futures.get(key)
        if held is not future:
            return  # given up, or lost with the scheduler
        messages = self._messages
        if future.status == "cancelled":
            messages.put(RunLost(key, "the scheduler lost it"))
            return
        try:
            content = future.result(timeout=PATIENCE)
        except Exception as error:  # noqa: BLE001  # whatever a worker raises
            messages.put(_lost(key, error))
        else:
            messages.put(RunAnswered(key, content))
        finally:
            self._futures.pop(key, None)
            future.release()


def _lost(key: str, error: Exception) -> RunLost:
    """Return what to say where a worker gave no answer."""
    if type(error).__name__ == "KilledWorker":  # Dask tried it anew already
        return RunLost(key, "the workers that trained it died", Hope.NO_MORE_TRIES)
    if isinstance(error, ModuleNotFoundError):
        text = f"A worker has no package {error.name}: install glassbox-lab there."
        return RunLost(key, sentence(text, 200), Hope.OF_NO_RUN)
    return RunLost(key, sentence(f"{type(error).__name__}: {error}", 200))
