"""A worker that waits instead of training; in a module, so that Dask passes it by name."""

from __future__ import annotations

import time
from threading import Lock

from core.sweeping.trial_reply import TrialOutcome, TrialReply, reply_bytes
from core.sweeping.trial_task import TrialTask, read_task
from tests.support.stub_pool import document


class StubWorker:
    """What `wait_instead` goes by: seconds of a run, and the document that all runs give."""

    seconds = 1.0
    content = b""
    lock = Lock()


def wait_instead(json_text: str) -> bytes:
    """Wait, and answer as `glassbox_lab.worker.run_trial` does."""
    task = read_task(json_text)
    assert isinstance(task, TrialTask)
    with StubWorker.lock:
        if not StubWorker.content:
            StubWorker.content = document(task, 0.5, is_whole=True)
    time.sleep(StubWorker.seconds)
    return reply_bytes(TrialReply(TrialOutcome.TRAINED, "stub"), StubWorker.content)
