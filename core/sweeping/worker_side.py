"""What `glassbox_lab.worker.run_trial` does once this package can be imported."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from functools import cache

from core.errors import CoreError, SpecError
from core.experiment import experiment_from_json
from core.formats.failure_text import failure_text
from core.sweeping.program_identity import program_identity
from core.sweeping.trial_reply import TrialOutcome, TrialReply, reply_bytes
from core.sweeping.trial_task import DataPart, TrialTask, read_task
from core.sweeping.trial_training import train_trial
from core.sweeping.worker_data import WorkerData
from core.sweeping.worker_link import WorkerLink, link_of

#: Of this process.
_DATA = WorkerData()


def answer(text: str) -> bytes:
    """Do what a task asks for; whatever goes wrong is said in the reply.

    Parameters
    ----------
    text : str
        See `task_text`.

    Returns
    -------
    bytes
        See `reply_bytes`.
    """
    task = read_task(text)
    if isinstance(task, DataPart):
        return _keep(task)
    return _train(task, link_of(task))


def _keep(part: DataPart) -> bytes:
    try:
        _DATA.take(part)
    except CoreError as error:
        return reply_bytes(TrialReply(TrialOutcome.FAILED, sentence=str(error)))
    return reply_bytes(TrialReply(TrialOutcome.KEPT))


def _train(task: TrialTask, link: WorkerLink) -> bytes:
    began = time.monotonic()

    def reply(outcome: TrialOutcome, sentence: str = "", document: bytes = b"") -> bytes:
        seconds = time.monotonic() - began
        return reply_bytes(TrialReply(outcome, link.address, sentence, seconds), document)

    if task.program != program_identity():
        return reply(
            TrialOutcome.REFUSED,
            f"The worker {link.address} has Glassbox {program_identity()}, but the sweep is of "
            f"{task.program}: install the same version there.",
        )
    _give_way(task.niceness)
    try:
        experiment = experiment_from_json(task.experiment)
        dataset = _DATA.find(experiment.data, task.data_digest)
        if dataset is None:
            return reply(TrialOutcome.NEEDS_DATA)
        return reply(
            TrialOutcome.TRAINED, document=train_trial(task, experiment, dataset, link)
        )
    except SpecError as error:
        return reply(TrialOutcome.IMPOSSIBLE, str(error))
    except (CoreError, OSError, MemoryError) as error:
        return reply(TrialOutcome.FAILED, f"{link.address}: {failure_text(error)}")


@cache
def _give_way(niceness: int) -> None:
    """Let other processes go first, once and for the life of this one."""
    if niceness > 0 and hasattr(os, "nice"):
        with suppress(OSError):
            os.nice(niceness)
