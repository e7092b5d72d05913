"""Let several threads do the same thing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context


def run_on_threads(work: Callable[[int], None], threads: int) -> None:
    """Call ``work(0)`` on this thread and 1, 2, … each on one of its own, to the end.

    Raises
    ------
    BaseException
        The first that any of them raised.
    """
    if threads == 1:
        work(0)
        return
    with ThreadPoolExecutor(threads - 1, "shards") as pool:
        # The context is copied because the treatment of floating-point errors belongs to it.
        helping = [pool.submit(copy_context().run, work, n) for n in range(1, threads)]
        work(0)
    for done in helping:
        done.result()
